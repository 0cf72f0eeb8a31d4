/* Who it was: how many hosts and clients are told apart. */
#include <criterion/criterion.h>

#include <stdio.h>

#include "analyzer/run/join/accounts.h"

typedef struct account *of_address_fn(struct accounts *a, slice ip);

static struct account *number(struct accounts *a, of_address_fn *of, unsigned n)
{
    char ip[32];

    (void)snprintf(ip, sizeof(ip), "2001:db8::%x:%x", n >> 16, n & 0xffff);
    return of(a, slice_str(ip));
}

/* The first `most` have accounts of their own, found again later; the others have one. */
static void expect_bounded(of_address_fn *of, unsigned most, const char *others)
{
    static struct site site;
    static struct places places = { .site = &site };
    struct arena arena = { 0 };
    struct accounts a;
    struct account *first, *last;

    accounts_init(&a, &places, &arena);
    first = number(&a, of, 0);
    for (unsigned i = 1; i < most; i++)
        last = number(&a, of, i);
    cr_expect_neq(number(&a, of, most - 1), number(&a, of, most - 2));
    cr_expect(slice_eq(number(&a, of, most)->name, slice_str(others)));
    cr_expect_eq(number(&a, of, most), number(&a, of, most + 1));
    cr_expect_eq(number(&a, of, 0), first, "known ones stay");
    cr_expect_eq(number(&a, of, most - 1), last);
    map_free(&a.by_name);
    map_free(&a.by_login);
    arena_free(&arena);
}

Test(accounts, own_hosts_are_as_many_as_a_network_of_ipv4_has)
{
    expect_bounded(accounts_of_host, HOSTS_MAX, "(other own hosts)");
}

Test(accounts, outside_clients_are_fewer)
{
    expect_bounded(accounts_of_outsider, OUTSIDERS_MAX, "(other outside clients)");
}
