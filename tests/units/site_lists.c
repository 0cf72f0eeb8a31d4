#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"

#define DIRECTORY                        \
    "account,kind,addresses\n"           \
    "annika,staff,ann.lee@example.edu\n" \
    "bob,student,\n"

static struct folder load(const char *name, const char *text)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", DIRECTORY);
    folder_write(&f, name, text);
    folder_load(&f);
    return f;
}

static struct folder loaded(const char *name, const char *text)
{
    struct folder f = load(name, text);

    cr_assert_str_eq(f.text.p, "");
    return f;
}

static void expect(const char *name, const char *text, const char *mistakes)
{
    struct folder f = load(name, text);

    cr_expect_str_eq(f.text.p, mistakes);
    folder_remove(&f);
}

/* The line of the list, 0: none. */
static uint32_t list(const struct folder *f, const char *address)
{
    const struct mail_list *found = site_find_list(&f->site, slice_str(address));

    return found ? found->line : 0;
}

Test(lists, a_whole_row)
{
    struct folder f = loaded("lists.csv", "verp,list,host,owner\n"
                                          "News-bounces+user=domain@Lists.example.edu,"
                                          "News@Lists.example.edu,10.20.1.5,"
                                          "Ann.Lee@example.edu\n"
                                          ",staff@lists.example.edu,lists,bob\n");
    const struct mail_list *l = f.site.lists.at;

    cr_assert_eq(f.site.lists.n, 2);
    cr_expect(is_text(l->senders[SENDER_LIST], "news@lists.example.edu"));
    cr_expect(is_text(l->senders[SENDER_BOUNCES], "news-bounces@lists.example.edu"));
    cr_expect(is_text(l->senders[SENDER_VERP], "news-bounces+@lists.example.edu"));
    cr_expect(is_text(l->between, "="));
    cr_expect(is_text(l->owner, "annika"));
    cr_expect(is_text(l->host, "10.20.1.5"));
    cr_expect_eq(l->line, 2);
    cr_expect_eq(l[1].senders[SENDER_VERP].n, 0);
    folder_remove(&f);
}

Test(lists, verp_senders)
{
    struct folder f =
        loaded("lists.csv", "list,owner,host,verp\n"
                            "news@lists.example.edu,bob,,list-bounces+user=domain@host\n"
                            "ez@example.edu,bob,,ez-return-user=domain@example.edu\n"
                            "id@example.edu,bob,,id+user@bounces.example.edu\n"
                            "fix@example.edu,bob,,owner-fix@example.edu\n"
                            "user-users@example.edu,bob,,list+user=domain@host\n");

    cr_expect_eq(list(&f, "news@lists.example.edu"), 2);
    cr_expect_eq(list(&f, "NEWS@lists.EXAMPLE.edu"), 2);
    cr_expect_eq(list(&f, "news-bounces@lists.example.edu"), 2);
    cr_expect_eq(list(&f, "news-bounces+ann=example.com@lists.example.edu"), 2);
    cr_expect_eq(list(&f, "News-Bounces+Ann.Lee-X+tag=Example.com@lists.example.edu"), 2);
    cr_expect_eq(list(&f, "news-bounces+ann@lists.example.edu"), 0, "no recipient");
    cr_expect_eq(list(&f, "news-bounces+=x@lists.example.edu"), 0);
    cr_expect_eq(list(&f, "news-bounces+ann=@lists.example.edu"), 0);
    cr_expect_eq(list(&f, "news-bounces+@lists.example.edu"), 0);
    cr_expect_eq(list(&f, "news-bounces+ann=example.com@example.edu"), 0);
    cr_expect_eq(list(&f, "xnews-bounces+ann=example.com@lists.example.edu"), 0);
    cr_expect_eq(list(&f, "news-request@lists.example.edu"), 0);
    cr_expect_eq(list(&f, "ez-return-17-ann=example.com@example.edu"), 3);
    cr_expect_eq(list(&f, "id+4711@bounces.example.edu"), 4);
    cr_expect_eq(list(&f, "id@bounces.example.edu"), 4);
    cr_expect_eq(list(&f, "owner-fix@example.edu"), 5);
    cr_expect_eq(list(&f, "user-users+a=b.org@example.edu"), 6);
    cr_expect_eq(list(&f, ""), 0);
    cr_expect_eq(list(&f, "news"), 0);
    folder_remove(&f);
}

Test(lists, mistakes)
{
    expect("lists.csv", "list,owner,host,verp\nnews,anika,a_b,x\n,,,\n",
           "lists.csv:2:1: list: 'news' is not a mail address\n"
           "lists.csv:2:6: owner: 'anika' is not in the directory; did you mean 'annika'?\n"
           "lists.csv:2:12: host: 'a_b' is not a host name or address\n"
           "lists.csv:3:1: list: is empty\n"
           "lists.csv:3:2: owner: is empty\n");
    expect("lists.csv", "list,owner,hots\nn@example.edu,bob,\n",
           "lists.csv:1:12: unknown column 'hots'; did you mean 'host'?\n");
    expect("lists.csv", "list\nn@example.edu\n",
           "lists.csv:1:1: column 'owner' is missing: the first line must name the columns\n");
    expect("lists.csv", "", "lists.csv: is empty: the first line must name the columns\n");
    expect("lists.csv", "list,owner\nn@example.edu,bob\nm@example.edu,bob\nN@example.edu,annika\n",
           "lists.csv:4:1: 'n@example.edu' is an address of the list in line 2 already\n");
}

Test(lists, forms_of_verp)
{
    static const char *const wrong[] = { "n+domain@host",        "user=domain@host",
                                         "n+user=domain",        "n+user=domain@a_b",
                                         "n+userdomain@@host",   "n+user=dom@host",
                                         "n+user=domain+x@host", "+user=domain@host" };

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char text[200], mistake[300];

        (void)snprintf(text, sizeof(text), "list,owner,verp\nn@example.edu,bob,%s\n", wrong[i]);
        (void)snprintf(mistake, sizeof(mistake),
                       "lists.csv:2:19: verp: '%s' is no form of sender: write it like "
                       "list-bounces+user=domain@host\n",
                       wrong[i]);
        expect("lists.csv", text, mistake);
    }
}

static uint32_t canary(const struct folder *f, const char *address)
{
    const struct canary *found = site_find_canary(&f->site, slice_str(address));

    return found ? found->line : 0;
}

Test(canaries, one_a_line)
{
    struct folder f = loaded("canaries.txt", "\xef\xbb\xbf# planted on the old web page\r\n"
                                             "\r\n"
                                             "Webmaster2@Example.edu\r\n"
                                             "  trap@example.org   # a list of 2019\n"
                                             "last@example.edu");

    cr_expect_eq(f.site.canaries.n, 3);
    cr_expect_eq(canary(&f, "webmaster2@example.EDU"), 3);
    cr_expect_eq(canary(&f, "trap@example.org"), 4);
    cr_expect_eq(canary(&f, "last@example.edu"), 5);
    cr_expect_eq(canary(&f, "trap@example.edu"), 0);
    cr_expect_eq(canary(&f, "trap+x@example.org"), 0);
    cr_expect_eq(canary(&f, ""), 0);
    folder_remove(&f);
}

Test(canaries, mistakes)
{
    expect("canaries.txt",
           "a@example.edu\nA@example.edu\n  nothing here\n\tann.lee@example.edu\n"
           "bob@example.edu\n",
           "canaries.txt:2:1: 'a@example.edu' is in line 1 already\n"
           "canaries.txt:3:3: 'nothing here' is not a mail address\n"
           "canaries.txt:4:2: 'ann.lee@example.edu' is an address of 'annika' in the directory: no "
           "canary\n"
           "canaries.txt:5:1: 'bob@example.edu' is an address of 'bob' in the directory: no "
           "canary\n");
    expect("canaries.txt", "", "");
}

Test(no_contact, a_whole_row)
{
    struct folder f = loaded("no_contact.csv", "complainant,account,requested,ticket\n"
                                               "Eve@Example.org,ann.lee@example.edu,2026-02-01,"
                                               "T-17\n");
    const struct no_contact *n = f.site.no_contacts;
    usec when;

    cr_assert(clock_parse(SLICE("2026-02-01"), &when));
    cr_assert_eq(f.site.n_no_contacts, 1);
    cr_expect(is_text(n->complainant, "eve@example.org"));
    cr_expect(is_text(n->account, "annika"));
    cr_expect(is_text(n->ticket, "T-17"));
    cr_expect_eq(n->requested, when);
    cr_expect_eq(n->line, 2);
    cr_assert_eq(f.site.notes.n, 0);
    folder_remove(&f);
}

Test(no_contact, mistakes)
{
    expect("no_contact.csv",
           "complainant,account,requested,ticket\neve,anika,1.2.2026,\n,,,\n"
           "eve@example.org,bob,2026-02-01,\nEVE@example.org,bob@example.edu,2026-02-02,\n",
           "no_contact.csv:2:1: complainant: 'eve' is not a mail address\n"
           "no_contact.csv:2:5: account: 'anika' is not in the directory; did you mean 'annika'?\n"
           "no_contact.csv:2:11: requested: '1.2.2026' is not a date (YYYY-MM-DD)\n"
           "no_contact.csv:3:1: complainant: is empty\n"
           "no_contact.csv:3:2: account: is empty\n"
           "no_contact.csv:3:3: requested: is empty\n"
           "no_contact.csv:5:1: 'eve@example.org' and 'bob' are in line 4 already\n");
    expect("no_contact.csv", "complainant,account\n",
           "no_contact.csv:1:1: column 'requested' is missing: the first line must name the "
           "columns\n");
}
