#include "analyzer/run/join/claims.h"
#include "analyzer/base/mem.h"
#include "tests/units/site_folder.h"

static const char directory[] = "account,person,kind,addresses,delegates\n"
                                "ann,p1,staff,ann.lee@example.edu,\n"
                                "bob,p2,staff,bob.ray@example.edu,\n"
                                "box,,system,box@example.edu,\n";

static const struct account ann = { .name = { "ann", 3 }, .in_directory = true };
static const struct account eve = { .name = { "eve", 3 } };
static const struct account box = { .name = { "box", 3 },
                                    .kind = KIND_SYSTEM,
                                    .in_directory = true };

static struct folder f;
static struct claims cs;
static struct claim_list list;
static int forgotten;

static void forget(void *context, struct claim_slot *slot)
{
    (void)context;
    (void)slot;
    forgotten++;
}

static void set_up(void)
{
    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", directory);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    cs = (struct claims){ .site = &f.site, .forget = forget };
    cs.slots.size = sizeof(struct claim_slot) + 64;
    list = (struct claim_list){ 0 };
    forgotten = 0;
}

static void tear_down(void)
{
    claims_sweep(&cs, &list, USEC_MAX);
    pool_free(&cs.slots);
    folder_remove(&f);
}

TestSuite(claims, .init = set_up, .fini = tear_down);

static const struct claim *at(const struct account *who, const char *address, usec when)
{
    struct claim_slot *slot = claims_join(&cs, &list, who, slice_str(address), when);

    return slot ? &slot->claim : NULL;
}

static const struct claim *claim_of(const struct account *who, const char *address)
{
    return at(who, address, 0);
}

Test(claims, what_an_account_may_use_is_none)
{
    for (int round = 0; round < 2; round++) {
        cr_expect_null(claim_of(&ann, "ann.lee@example.edu"));
        cr_expect_null(claim_of(&ann, "Ann+news@EXAMPLE.edu"));
        cr_expect_null(claim_of(&ann, "ann"));
        cr_expect_null(claim_of(&ann, ""));
        cr_expect_null(claim_of(&ann, "SRS0=Ab=Cd=example.org=eve@example.edu"));
    }
    cr_expect(claims_may_use(&cs, &list, &ann, SLICE("ann.lee@example.edu")));
    cr_expect_not(claims_may_use(&cs, &list, &ann, SLICE("bob@example.edu")));
    cr_expect_eq(list.n, (size_t)0);
}

Test(claims, all_addresses_of_one_owner_are_one)
{
    const struct claim *c = claim_of(&ann, "Bob.Ray@example.edu");

    cr_assert(c && c->kind == CLAIM_PERSON && !c->shares_login);
    cr_expect(is_text(c->address, "bob.ray@example.edu") && is_text(c->owner, "bob"));
    cr_expect_eq(claim_of(&ann, "bob@example.edu"), c);
    cr_expect_eq(claim_of(&ann, "bob+x@example.edu"), c);
    cr_expect_eq(claims_find(&list, c->number), (struct claim_slot *)(void *)(uintptr_t)c);
    cr_expect_null(claims_find(&list, 0));
    cr_expect_null(claims_find(&list, c->number + 1));
}

Test(claims, kinds)
{
    cr_expect_eq(claim_of(&ann, "box@example.edu")->kind, CLAIM_ROLE);
    cr_expect_eq(claim_of(&ann, "shop@example.edu")->kind, CLAIM_UNOWNED);
    cr_expect_eq(claim_of(&ann, "ann@example.org")->kind, CLAIM_OUTSIDE);
    cr_expect_eq(claim_of(&ann, "ann@example.org"), claim_of(&ann, "ann+1@example.org"));
    cr_expect_neq(claim_of(&ann, "ann@example.org"), claim_of(&ann, "ann@example.net"));
    cr_expect_eq(list.n, (size_t)4);
}

Test(claims, a_login_without_a_row_owns_its_own_name)
{
    cr_expect_null(claim_of(&eve, "eve@example.edu"));
    cr_expect_null(claim_of(&eve, "eve+x@example.edu"));
    cr_expect_eq(claim_of(&eve, "eve@example.org")->kind, CLAIM_OUTSIDE);
    cr_expect_eq(claim_of(&eve, "bob@example.edu")->kind, CLAIM_PERSON);
}

Test(claims, beyond_the_most_they_share_one)
{
    const struct claim *shared;
    char address[64];

    for (int i = 0; i < CLAIMS_MAX; i++) {
        (void)snprintf(address, sizeof(address), "a%d@example.org", i);
        cr_assert_eq(claim_of(&ann, address)->address.n, strlen(address));
    }
    shared = claim_of(&ann, "a99@example.org");
    cr_expect(shared->address.n == 0 && shared->kind == CLAIM_OUTSIDE);
    cr_expect_eq(claim_of(&ann, "a98@example.org"), shared);
    cr_expect_eq(list.n, (size_t)CLAIMS_MAX + 1);
    cr_expect_neq(claim_of(&ann, "a0@example.org"), shared);
    cr_expect(is_text(claim_of(&ann, "bob@example.edu")->owner, "bob"));
}

Test(claims, a_system_has_one_of_each_kind)
{
    const struct claim *c = claim_of(&box, "bob@example.edu");

    cr_expect(c->address.n == 0 && c->owner.n == 0 && c->kind == CLAIM_PERSON);
    cr_expect_eq(claim_of(&box, "ann@example.edu"), c);
    cr_expect_neq(claim_of(&box, "x@example.org"), c);
}

Test(claims, what_is_quiet_for_a_day_is_forgotten)
{
    usec day = (usec)DAY * USEC_PER_SECOND;
    uint64_t number = at(&ann, "bob@example.edu", day)->number;

    cr_expect_eq(at(&ann, "bob@example.edu", 2 * day)->number, number);
    cr_expect_eq(at(&ann, "box@example.edu", 3 * day)->number, number + 1);
    cr_expect_eq(forgotten, 0);
    cr_expect_eq(at(&ann, "bob@example.edu", 3 * day + 1)->number, number + 2);
    cr_expect_eq(forgotten, 1);
    claims_sweep(&cs, &list, 9 * day);
    cr_expect_eq(forgotten, 3);
    cr_expect_eq(list.n, (size_t)0);
}

/* Longer than any address can be: nothing is said of it. */
Test(claims, an_address_without_end)
{
    char address[2048];

    memset(address, 'a', sizeof(address));
    memcpy(address + sizeof(address) - 12, "@example.edu", 12);
    cr_expect_null(claims_join(&cs, &list, &ann, slice_of(address, sizeof(address)), 0));
}
