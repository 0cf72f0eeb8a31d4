#ifndef RUN_ACCOUNTS_H
#define RUN_ACCOUNTS_H

/*
 * accounts - who did it: the ladder from login to nobody
 *
 * Login variants (USER, user@own-domain, DOMAIN\user, user+tag, an alias of the directory) fold to
 * one account. Servers print a login without a domain that was not typed, and
 * many take the part of an address before its '@' as well: what is no account's name is whose
 * address it is at the own domains, if they agree on one. An alias is its account's from the day it
 * was asked for; what was sent under it before that is of whoever was called so. Local users of the
 * server are named by their uid ("uid:38"), hosts of the own network by their address: whoever sent
 * from there, the envelope sender is not believed. Senders from outside are nobody.
 */

#include "analyzer/model/message.h"
#include "analyzer/run/join/places.h"
#include "analyzer/run/judge/precedents.h"

enum { OUTSIDERS_MAX = 4096, HOSTS_MAX = 1 << 16 /* as many as IPv4 has in a /16 */ };

struct accounts {
    struct places *places;
    struct arena *arena;
    struct map by_name;  /* canonical name -> struct account * */
    struct map by_login; /* login as printed -> struct login * */
    size_t outsiders, hosts;
    const struct precedents *precedents; /* tell who was disabled; NULL: there are none */
    struct account operators; /* whom faults of the servers are told; has no mail of its own */
};

void accounts_init(struct accounts *a, struct places *places, struct arena *arena);

/* USEC_NONE for when, here and below: as it stands in the directory now. */
struct account *accounts_of_login(struct accounts *a, slice login, usec when);

/* For fetching ahead, by the login's hash_slice(): asks the cache for its place, and later tells
   the account that is likely its own; NULL: none was met yet. */
void accounts_fetch_login(const struct accounts *a, uint64_t hash);
const struct account *accounts_likely(const struct accounts *a, uint64_t hash);

/* The account of the directory, or of this log so far, that a login names; NULL: none. */
struct account *accounts_find_login(struct accounts *a, slice login, usec when);
/* What the account of an address or login is called, by the directory or by its own name; none is
   made. */
enum { ACCOUNT_NAME_MAX = 256 };
struct account_name {
    slice text; /* here, or the directory's */
    usec ends;  /* its addresses; USEC_NONE: they do not */
    char room[ACCOUNT_NAME_MAX];
    const struct slices *delegates; /* account names; NULL: not in the directory */
};
void accounts_name_of(const struct accounts *a, slice address, struct account_name *out);

/* The account that an earlier run called so; of which kind it was then counts where the directory
   does not have it. */
struct account *accounts_restore(struct accounts *a, slice name, enum account_kind kind);

/* The account of that name, if it has sent mail in this run; NULL: it has not. */
struct account *accounts_working(const struct accounts *a, slice name);

/* The account that the directory says an address is of; NULL: it is of none. */
struct account *accounts_of_address(struct accounts *a, slice address);

/* The same of one that has to work then: as it stands in the directory, of an account that is not
   over. */
struct account *accounts_of_published(struct accounts *a, slice address, usec when);

/* A host of an own network, by its address; one that has a whole network of IPv6 to itself may take
   another with each message: beyond HOSTS_MAX they share one. */
struct account *accounts_of_host(struct accounts *a, slice ip);

/* Whom a login names, or without one the host, if it is in an own network; NULL: nobody. */
struct account *accounts_of_client(struct accounts *a, slice login, slice ip, usec when);

/* A client from outside that the servers relayed for; beyond OUTSIDERS_MAX they share one. */
struct account *accounts_of_outsider(struct accounts *a, slice ip);

/* Sets account and identity of a message that was accepted; both may stay nobody. */
void accounts_identify(struct accounts *a, struct message *m);

/* The same for one of an earlier run, which is no mail of this one's. */
void accounts_recognise(struct accounts *a, struct message *m);

/* True when the announcement's owner or a delegate is this account. */
bool accounts_own(struct accounts *a, const struct announcement *an, const struct account *who);

/* Every login as it was printed, and whose it is, in no order: `at` starts at 0; NULL ends it. */
const struct account *accounts_next_login(const struct accounts *a, size_t *at, slice *login);

/* All of them, sorted by name, in the arena. */
const struct account **accounts_sorted(const struct accounts *a, size_t *n);
void accounts_free(struct accounts *a);

#endif
