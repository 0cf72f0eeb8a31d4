#ifndef BENCH_WORLD_H
#define BENCH_WORLD_H

/*
 * world - who is there: accounts, their contacts, other sites, their machines
 *
 * All of it follows from the seed and a number, so nothing is kept per contact:
 * asked again for an account's third contact, the world answers alike. Accounts
 * are ordered by how much they send (a Zipf law with its head cut flat, so that
 * the first of 20,000 sends about eleven times the mean and nobody looks like a
 * mass mailer); each writes to a list of contacts of its own, the first ones
 * most, and now and then to somebody new.
 *
 * Only names under example domains and addresses set aside for documentation
 * (RFC 5737, RFC 3849) or private use.
 */

#include "tests/bench/dice.h"
#include "tests/bench/log.h"
#include "tests/bench/words.h"

#include <stdio.h>

enum { DOMAINS = 3000, OWN_DOMAIN = DOMAINS };
enum { BULK_SENDER = 1u << 30 }; /* in address.local: a mailing's bounce address */

struct address {
    uint32_t domain; /* OWN_DOMAIN: local is an account */
    uint32_t local;
};

struct domain {
    char name[40];
    char mx[48];
};

/* SCRIPTED: its id is a word, name[address]. */
enum network { CAMPUS, WIRELESS, HOME, MOBILE, SERVER, STRAY, LOOPBACK, OWN_HOST, SCRIPTED };

struct client {
    enum network network;
    uint32_t domain; /* of a SERVER */
    uint64_t id;
};

struct world {
    uint64_t seed;
    uint32_t accounts;
    uint64_t *weights; /* running sums */
    struct domain *domains;
    uint32_t n_domains;
    struct words *words; /* of a script; then locals and logins are words. NULL: there is none */
};

void world_init(struct world *w, uint32_t accounts, uint64_t seed);
/* The domain of this name, a new one if need be; in a world with words. */
uint32_t world_domain(struct world *w, const char *name);
/* What person n is called: anna.berg. */
void world_person(char *to, size_t room, uint32_t n);
void world_directory(const struct world *w, FILE *to);

uint32_t world_account(const struct world *w, struct dice *d);
struct address world_contact(const struct world *w, struct dice *d, uint32_t account);
struct address world_outsider(const struct world *w, uint64_t key);
struct client world_login_client(const struct world *w, struct dice *d, uint32_t account);
struct client world_server(struct dice *d, uint32_t domain);
struct client world_stray(struct dice *d);

void put_address(struct log *log, const struct world *w, struct address a);
void put_login(struct log *log, const struct world *w, uint32_t account);
void put_domain(struct log *log, const struct world *w, uint32_t domain);
void put_mx(struct log *log, const struct world *w, uint32_t domain); /* name[address] */
void put_mx_name(struct log *log, const struct world *w, uint32_t domain);
void put_mx_address(struct log *log, uint32_t domain);
void put_local_part(struct log *log, const struct world *w, struct address a); /* of an account */
void put_client(struct log *log, const struct world *w, struct client c);      /* name[address] */
void put_client_address(struct log *log, const struct world *w, struct client c);
void put_client_name(struct log *log, const struct world *w, struct client c);

bool client_has_name(const struct world *w, struct client c);

#endif
