/*
 * Mail that webmail or a submission proxy hands in without a login on the mail server's line:
 * their own line says whose it is, and names the queue id that the server gave it, or else its
 * Message-ID. Such mail is held like one that may be a further leg; the line may come before
 * or behind the server's, of another host, too.
 *
 * Only what such a proxy can have handed in is named by it: mail from the machine itself, own
 * networks and proxies, without a login. What a server saw itself stands.
 */
#include "analyzer/run/join/join_parts.h"

/* Some servers print it without its brackets. */
slice join_bare_id(slice id)
{
    bool has_brackets = slice_starts(id, SLICE("<")) && slice_ends(id, SLICE(">"));

    return has_brackets ? slice_of(id.p + 1, id.n - 2) : id;
}

bool join_may_be_named(const struct parcel *p)
{
    const struct message *m = &p->m;

    if (p->is_told || m->login.n || m->origin != ORIGIN_CLIENT)
        return false;
    return m->is_by_proxy || m->place == PLACE_LOOPBACK || m->place == PLACE_OWN ||
           m->place == PLACE_RELAY;
}

static void name(struct join *j, struct parcel *p, struct heard_fact *one)
{
    struct message *m = &p->m;
    slice raw = one->line.raw;

    m->accepted_line = one->line;
    m->accepted_line.raw = arena_keep(&p->text, raw);
    m->login = slice_within(one->login, raw, m->accepted_line.raw);
    m->is_submitted = true;
    if (one->ip.n) {
        m->client_name = (slice){ 0 };
        m->client_ip = slice_within(one->ip, raw, m->accepted_line.raw);
        m->place = places_of_client(j->places, m->client_ip);
    }
    heard_use(&j->heard, one); /* and is no more */
    join_let_go(j, p, m->accepted_line.when);
}

/* Whichever of both the line gave. */
static struct heard_fact *find_line(struct join *j, const struct entry *e)
{
    slice id = slice_of(e->id, e->id_n), message_id = e->parcel->m.message_id;
    struct heard_fact *one = heard_find(&j->heard, heard_key(FACT_SUBMITTED, id));

    if (!one && message_id.n)
        one = heard_find(&j->heard, heard_key(FACT_SUBMITTED, message_id));
    return one;
}

void join_by_name(struct join *j, struct entry *e)
{
    struct parcel *p = e->parcel;
    struct heard_fact *one;

    if (j->heard.n == 0 || !p->is_queued || !join_may_be_named(p))
        return;
    one = find_line(j, e);
    if (one)
        name(j, p, one);
}

static struct parcel *find_parcel(struct join *j, uint32_t host, const struct fact *f)
{
    struct parcel *p;
    bool is_known;

    if (f->next_queue_id.n == 0)
        return links_named(&j->links, join_bare_id(f->message_id));
    p = join_parcel_of(j, host, f->next_queue_id, &is_known);
    return p ? p : join_parcel_of(j, ANY_HOST, f->next_queue_id, &is_known);
}

/* What a server saw log in has often left its queue when webmail says so as well. */
void join_logged_in(struct join *j, const struct entry *e)
{
    uint64_t hash = hash_frozen(slice_of(e->id, e->id_n));

    j->logged_in[hash % LOGGED_IN] = hash;
}

static bool has_logged_in(const struct join *j, slice id)
{
    uint64_t hash = hash_frozen(id);

    return id.n && j->logged_in[hash % LOGGED_IN] == hash;
}

/* Short queue ids are the same on several hosts. */
static bool is_another(const struct parcel *p, const struct fact *f)
{
    slice id = p->m.message_id, named = join_bare_id(f->message_id);

    return id.n && named.n && !slice_eq(id, named);
}

void join_submitted(struct join *j, uint32_t host, const struct fact *f, const struct line *ln)
{
    slice about = f->next_queue_id.n ? f->next_queue_id : join_bare_id(f->message_id);
    uint64_t key = heard_key(FACT_SUBMITTED, about);
    struct parcel *p;

    if (about.n == 0) {
        j->unnamed++;
        return;
    }
    p = find_parcel(j, host, f);
    if (p && is_another(p, f))
        p = NULL;
    if (p && p->is_told) {
        j->unnamed += p->m.login.n == 0;
        return;
    }
    if (p ? p->m.login.n > 0 : has_logged_in(j, f->next_queue_id))
        return;
    heard_keep(&j->heard, key, f, ln);
    if (p && p->is_queued && join_may_be_named(p))
        name(j, p, heard_find(&j->heard, key));
}
