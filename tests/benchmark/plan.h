#ifndef BENCHMARK_PLAN_H
#define BENCHMARK_PLAN_H

/*
 * plan - what everybody of a university mails for some weeks, and what is right to say of it
 *
 * Habits fill the days; behaviours (behaviours.inc) add what is harmless and looks bad, and
 * what is bad. All of it becomes a script for tests/bench/generate, the site's files as its
 * operators would keep them, and labels. Everything follows from the seed; integers only.
 *
 * Times are seconds since 1970 (UTC, which is the site's zone). Days count from 0.
 */

#include "tests/bench/dice.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { HOUR = 3600, DAY = 24 * HOUR, TEXT = 160 };

/* Texts are passed around by value. */
struct text {
    char s[TEXT];
};

struct text text(const char *format, ...) __attribute__((format(printf, 1, 2)));

enum role { STUDENT, STAFF, FACULTY, RETIREE, ORGANISATION, SYSTEM, LIST, ROLES };

enum { ANYBODY = 1 << STUDENT | 1 << STAFF | 1 << FACULTY, EMPLOYEE = 1 << STAFF | 1 << FACULTY };

struct person {
    struct text name; /* the login; its address is name@example.edu */
    enum role role;
    uint64_t own;      /* what is theirs for good: machines, contacts */
    uint32_t pace;     /* thousandths of a message on a work day */
    int64_t since;     /* account made on this day; before day 0 as a rule */
    int64_t left;      /* day after which it is over; 0: never */
    bool is_bad;       /* not in good standing then: otherwise it is deleted the next day */
    uint32_t delegate; /* person that sends for it; 0: nobody */
    uint32_t same_as;  /* account of the same person; 0: none */
    struct text alias; /* another address, or empty */
    struct text forward_to;
    int64_t forward_until; /* the day; 0: nothing is said */
    bool is_taken;         /* some behaviour is about it */
};

struct deed { /* a connection's lines of the script */
    int64_t when;
    uint32_t order;
    size_t at; /* in texts */
};

struct plan {
    uint64_t seed;
    uint32_t accounts; /* of people: the first of all persons, from 1 on */
    uint32_t days;
    int64_t start;
    bool is_benign;   /* without attacks */
    bool is_rare;     /* with as few attacks as in life */
    bool is_quiet;    /* without any behaviour: habits alone */
    bool is_unknown;  /* the site has no database of whose networks are whose */
    struct dice dice; /* of the behaviour being played */
    struct person *persons;
    uint32_t n_persons;
    struct deed *deeds;
    size_t n_deeds, deeds_room;
    char *texts;
    size_t n_texts, texts_room;
    FILE *labels, *announcements, *lists, *no_contact, *complaints;
};

/* One message; what is left out is as mail of a person with a login has it. */
struct mail {
    int64_t when;
    const char *kind; /* login */
    struct text client, login, sender, from, subject;
    uint32_t size;
};

/* deeds.c: a new connection with its first message, one more message in it, a recipient. */
void plan_mail(struct plan *p, const struct mail *m);
void plan_more(struct plan *p, const struct mail *m);
void plan_to(struct plan *p, struct text address, char fate);
void plan_forwarded(struct plan *p, struct text address, char fate, struct text to);
void plan_print(struct plan *p, FILE *script);

/* people.c */
void people_make(struct plan *p);
void people_print(const struct plan *p, FILE *directory);
/* One that no behaviour is about yet, of these roles (bits). */
uint32_t people_take(struct plan *p, uint32_t roles);
/* Those who leave are the last ones, so that no behaviour has them at work afterwards. */
enum { LEAVERS = 2 };
uint32_t people_leaver(const struct plan *p, uint32_t n);
/* Anybody who stays; behaviours may be about them. */
uint32_t people_any(const struct plan *p, struct dice *d);
uint32_t people_add(struct plan *p, enum role role, const char *name);
struct text address_of(const struct plan *p, uint32_t person);
struct text outsider(const struct plan *p, uint64_t key);
/* Somebody the person writes to, the first ones most; now and then somebody new. */
struct contact {
    struct text address;
    uint32_t person; /* 0: somebody outside */
};
struct contact contact_draw(const struct plan *p, struct dice *d, uint32_t person);
struct text contact_of(const struct plan *p, struct dice *d, uint32_t person);

/* places.c: clients, name[address] */
struct text usual_client(const struct plan *p, struct dice *d, uint32_t person, int64_t when);
struct text campus_client(const struct plan *p, uint32_t person);
struct text home_client(const struct plan *p, uint32_t person, int64_t when);
struct text mobile_client(const struct plan *p, struct dice *d, uint32_t person);
struct text app_client(struct dice *d, uint64_t own);
struct text foreign_client(uint64_t key);
struct text hidden_client(struct dice *d);

/* systems.c: whose those networks are, as a database of autonomous systems: is it written? */
bool systems_write(const char *path);

/* habits.c: everybody's days. */
void habits_play(struct plan *p);
struct mail habits_mail(const struct plan *p, uint32_t person, int64_t when);
int64_t working_hour(struct dice *d, int64_t day_start);
uint32_t usual_size(struct dice *d);
bool is_weekend(const struct plan *p, uint32_t day);
/* What comes of a mail to an address that is known to be right; members' mailboxes take it. */
char usual_fate(struct dice *d, struct text to);
/* A recipient that is a contact: a usual fate, and four of ten who got it answer. */
void habits_to(struct plan *p, struct dice *d, const struct mail *m, struct contact to);
/* Mail of somebody outside to one of ours, by a server of theirs. */
void habits_inbound(struct plan *p, struct dice *d, int64_t when, struct text by, struct text to);

/* site.c: what the operators have written down. */
struct label {
    struct text account;
    const char *clause, *least, *greatest;
    int64_t from, to;
    struct text kind, why;
};
struct announcement {
    struct text owner, subject;
    int64_t created, from, to;
    uint32_t most;
};
void site_open(struct plan *p, const char *folder);
void site_close(struct plan *p, const char *folder);
void site_announce(struct plan *p, const struct announcement *a);
void site_label(struct plan *p, const struct label *l);
/* Nothing above `record` is right about it. */
void label_innocent(struct plan *p, uint32_t person, struct text kind, const char *why);

/* This person's last day is over, and others write to it as before. */
void label_mailbox(struct plan *p, uint32_t person, uint32_t last);
void label_server(struct plan *p, int64_t when);
/* This recipient asked for no more mail of the account. */
void site_no_contact(struct plan *p, struct text complainant, uint32_t person, int64_t when);

/* complaints.c: what comes in about a mail: found by its second, login and recipient. */
struct complaint {
    int64_t when, after; /* the mail, and seconds until somebody complains */
    struct text login, to;
    struct text by;         /* complains; empty: the recipient */
    const char *form;       /* arf (NULL), xarf, phone */
    const char *kind, *how; /* abuse (NULL); whole (NULL), redacted, forged, elsewhere */
};
void plan_complaint(struct plan *p, const struct complaint *c);
/* A recipient does, by this chance; twice that where it takes a button. */
void maybe_complains(struct plan *p, const struct mail *m, struct text to, uint32_t per_100k);

/* elsewhere.c: tries, until it is found; when that is. */
int64_t guess_password(struct plan *p, uint32_t person, struct text client, int64_t when);

/* behaviours */
struct behaviour {
    const char *name;
    bool is_attack;
    /* In one of three intensities. */
    void (*play)(struct plan *p, const char *name, uint32_t intensity);
};

#define BEHAVIOUR(NAME, IS_ATTACK) extern const struct behaviour behaviour_##NAME;
#include "tests/benchmark/behaviours.inc"
#undef BEHAVIOUR

#define PLAY_BEHAVIOUR(NAME, IS_ATTACK)                                     \
    static void NAME(struct plan *p, const char *name, uint32_t intensity); \
    const struct behaviour behaviour_##NAME = { #NAME, IS_ATTACK, NAME };   \
    static void NAME(struct plan *p, const char *name, uint32_t intensity)

/* A work day that leaves so many days behind it, and its first second. */
uint32_t work_day(struct plan *p, uint32_t behind);
int64_t day_start(const struct plan *p, uint32_t day);
/* For a message to more than 500: until then the server takes no more. */
uint32_t work_day_without_limit(struct plan *p);

#endif
