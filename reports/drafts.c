/* How the drafts are put together; their words stand in drafts_words.c and text_words.inc. */
#include "reports/drafts.h"

#include "reports/text_words.h"

enum { SENTENCES_MAX = 4 };

static slice site_name(const struct result *r)
{
    return r->organisation.n ? r->organisation : text_word(TELL_OUR_SERVERS);
}

/* What a message is made from. Blank: what is the account's own is left to be filled in. */
struct letter {
    const struct result *r;
    const struct ruling *v;
    bool is_blank;
};

static slice filled(const struct letter *l, enum text_word blank, slice own)
{
    return l->is_blank ? text_word(blank) : own;
}

static slice account(const struct letter *l)
{
    return filled(l, TELL_BLANK_ACCOUNT, l->v->account->name);
}

static slice person(const struct letter *l)
{
    const struct account *a = l->v->account;

    return filled(l, TELL_BLANK_NAME, a->person.n ? a->person : a->name);
}

/* A minute; ours, and of those outside in UTC. */
static slice minute_text(usec when, bool is_utc, char text[32])
{
    (void)(is_utc ? clock_utc_text(when, text) : clock_local_text(when, text));
    text[10] = ' ';
    return slice_of(text, 16);
}

static void add_between(struct buf *b, usec first, usec last, bool is_utc)
{
    char from[32], to[32];

    words_add(b, TELL_BETWEEN, gap_text(minute_text(first, is_utc, from)),
              gap_text(minute_text(last, is_utc, to)));
    if (is_utc)
        words_added(b, TELL_UTC);
}

static void add_span(struct buf *b, const struct letter *l, bool is_utc)
{
    const struct ruling *v = l->v;
    usec first = USEC_NONE, last = USEC_NONE;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];

        if (f->first == USEC_NONE || f->last == USEC_NONE)
            continue;
        first = first == USEC_NONE || f->first < first ? f->first : first;
        last = last == USEC_NONE || f->last > last ? f->last : last;
    }
    if (l->is_blank)
        words_added(b, TELL_BLANK_TIME);
    else if (first == USEC_NONE)
        words_added(b, TELL_LATELY);
    else
        add_between(b, first, last, is_utc);
}

static bool was_told(const char *const *told, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++)
        if (told[i] == words)
            return true;
    return false;
}

/* What was seen, each thing once. */
static void add_seen(struct buf *b, const struct ruling *v)
{
    const char *told[SENTENCES_MAX];
    size_t n = 0;

    for (size_t i = 0; i < v->n_findings && n < SENTENCES_MAX; i++) {
        const char *words = draft_words_of(&v->findings[i])->user;

        if (!words || v->findings[i].is_operators || was_told(told, n, words))
            continue;
        told[n++] = words;
        words_add(b, TELL_SEEN, gap_word(words));
    }
    if (n == 0)
        words_added(b, TELL_SEEN_NOTHING);
}

static bool may_be_stolen(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (draft_words_of(&v->findings[i])->may_be_stolen)
            return true;
    return false;
}

/* What waited in a queue may be gone by then. */
static slice done(const struct ruling *v)
{
    if (v->action == ACTION_HOLD_MAILING && v->findings[0].unsettled == 0)
        return text_word(TELL_LEFT_ALREADY);
    return slice_str(draft_done[v->action]);
}

static void add_signature(struct buf *b, const struct letter *l)
{
    words_add(b, TELL_SIGNATURE,
              gap_text(filled(l, TELL_BLANK_REFERENCE, slice_str(l->v->findings[0].id))),
              gap_text(site_name(l->r)));
}

/* What was seen, what was done, and whom to call. */
static void add_call(struct buf *b, const struct result *r, const struct ruling *v)
{
    struct buf desk = { 0 };

    words_add(&desk, r->help_desk.n ? TELL_HELP_DESK_AT : TELL_HELP_DESK, gap_text(r->help_desk));
    words_add(b, TELL_USER_CALL, gap_text(done(v)), gap_text(buf_slice(&desk)));
    buf_free(&desk);
}

static void to_user(struct buf *b, const struct letter *l)
{
    bool is_host = l->v->account->kind == KIND_HOST;

    words_add(b, is_host ? TELL_USER_HOST : TELL_USER, gap_text(account(l)), gap_text(person(l)));
    add_span(b, l, false);
    buf_add(b, SLICE(":\n"));
    add_seen(b, l->v);
    add_call(b, l->r, l->v);
    if (may_be_stolen(l->v))
        words_added(b, is_host ? TELL_USER_HOST_STOLEN : TELL_USER_STOLEN);
    words_added(b, TELL_USER_RECORDS);
    add_signature(b, l);
}

static void to_help_desk(struct buf *b, const struct letter *l)
{
    words_add(b, l->v->account->department.n ? TELL_DESK_DEPARTMENT : TELL_DESK,
              gap_text(account(l)), gap_text(person(l)),
              gap_text(filled(l, TELL_BLANK_DEPARTMENT, l->v->account->department)));
    add_span(b, l, false);
    buf_add(b, SLICE(":\n"));
    add_seen(b, l->v);
    words_add(b, TELL_DESK_ASK, gap_text(done(l->v)));
    if (may_be_stolen(l->v))
        words_added(b, TELL_DESK_STOLEN);
    words_added(b, TELL_DESK_REST);
    add_signature(b, l);
}

static bool has_complaint(const struct result *r, const struct ruling *v)
{
    for (size_t i = 0; i < r->n_complaints; i++)
        if (r->complaints[i].account == v->account && r->complaints[i].match == MATCH_COUNTED &&
            !complaint_is_kept_out(r->complaints[i].complaint))
            return true;
    return false;
}

static void to_complainant(struct buf *b, const struct letter *l)
{
    if (!has_complaint(l->r, l->v))
        return;
    words_added(b, TELL_COMPLAINANT);
    add_signature(b, l);
}

/* Whom the provider's people know by its own name: the organisation that refused, if it is one. */
static bool was_refused(const struct result *r, const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].family == FAMILY_REMOTE)
            return true;
    for (size_t i = 0; i < r->n_incidents; i++)
        if (r->incidents[i].culprit == v->account)
            return true;
    return false;
}

static void to_provider(struct buf *b, const struct letter *l)
{
    if (!was_refused(l->r, l->v))
        return;
    words_added(b, TELL_PROVIDER);
    add_span(b, l, true);
    words_added(b, TELL_PROVIDER_REST);
    add_signature(b, l);
}

static void add(struct buf *b, const struct letter *l, enum draft to)
{
    static void (*const write[DRAFTS])(struct buf *, const struct letter *) = {
        [DRAFT_USER] = to_user,
        [DRAFT_HELP_DESK] = to_help_desk,
        [DRAFT_COMPLAINANT] = to_complainant,
        [DRAFT_PROVIDER] = to_provider,
    };

    write[to](b, l);
}

void draft_add(struct buf *b, const struct result *r, const struct ruling *v, enum draft to)
{
    add(b, &(struct letter){ r, v, false }, to);
}

void draft_add_blank(struct buf *b, const struct result *r, const struct ruling *v, enum draft to)
{
    add(b, &(struct letter){ r, v, true }, to);
}
