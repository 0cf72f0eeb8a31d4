#ifndef BENCH_RENDERING_H
#define BENCH_RENDERING_H

/*
 * rendering - what one make of mail server writes of the traffic
 *
 * The traffic calls a hook when something has happened; a hook that is NULL is what this server
 * does not log. Hooks write to t->log, which is their host's; they change neither session nor
 * message, except that `delivered` may hold recipients back in m->unlogged.
 */

#include "tests/bench/session.h"

struct rendering {
    const char *name;
    bool forks;             /* each session has a process, and so a pid, of its own */
    bool forwards_in_place; /* a user's forwarding makes no new queue entry */

    void (*connected)(struct traffic *t, const struct session *s);
    void (*tls)(struct traffic *t, const struct session *s);
    void (*client)(struct traffic *t, const struct session *s, const struct message *m);
    void (*recipient_refused)(struct traffic *t, const struct session *s, struct address to);
    void (*size_refused)(struct traffic *t, const struct session *s);
    void (*excess_refused)(struct traffic *t, const struct session *s, const struct message *m,
                           uint32_t recipients);
    void (*wrong_password)(struct traffic *t, const struct session *s);
    void (*lost)(struct traffic *t, const struct session *s);
    void (*disconnected)(struct traffic *t, const struct session *s);
    void (*statistics)(struct traffic *t);

    void (*pickup)(struct traffic *t, const struct message *m);
    void (*received)(struct traffic *t, const struct message *m);
    void (*refused)(struct traffic *t, const struct message *m); /* after its data, as spam */
    void (*active)(struct traffic *t, const struct message *m, uint32_t left);
    void (*tls_out)(struct traffic *t, const struct message *m);
    void (*delivered)(struct traffic *t, struct message *m, const struct recipient *r);
    void (*expired)(struct traffic *t, const struct message *m);
    void (*bounced)(struct traffic *t, const struct message *m);
    void (*removed)(struct traffic *t, const struct message *m);

    void (*put_id)(struct traffic *t, struct queue_id id);
    /* What it says to a client whose message it has taken, after "250 ". */
    void (*put_taken)(struct traffic *t, struct queue_id id);
};

extern const struct rendering rendering_postfix;
extern const struct rendering rendering_exim;
extern const struct rendering rendering_sendmail;

/* Takes the line's host; false: it does not log this. */
static inline const struct rendering *rendering_of(struct traffic *t, uint8_t host)
{
    t->log = t->hosts[host].log;
    return t->hosts[host].rendering;
}

#define RENDER(t, of, hook, ...)                                           \
    do {                                                                   \
        const struct rendering *rendering = rendering_of((t), (of)->host); \
        if (rendering->hook)                                               \
            rendering->hook(__VA_ARGS__);                                  \
    } while (0)

#endif
