/*
 * What is copied is what changes; all else is shared with the result that came in. Whoever adds a
 * text to the result has to add it here as well: tests/redacted looks for every name of the
 * samples in every output.
 */
#include "analyzer/run/publish/redact.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/run/publish/redact_names.h"
#include "analyzer/run/state/pseudonym.h"

#define LEFT_OUT SLICE("(left out)")

/* An account as it was, and as it goes out. */
struct twin {
    const struct account *old;
    struct account redacted;
};

struct redactor {
    struct redact_names names;
    struct arena *arena;
    const uint8_t *key;
    struct map twins;
};

static bool is_twin(const void *value, const void *key)
{
    return ((const struct twin *)value)->old == *(const struct account *const *)key;
}

static const struct account *account(struct redactor *x, const struct account *old)
{
    uint64_t hash = hash_bytes(&old, sizeof(const struct account *));
    struct twin *twin = map_find(&x->twins, hash, &old);

    if (!old || twin)
        return old ? &twin->redacted : NULL;
    twin = arena_new(x->arena, sizeof(*twin));
    *twin = (struct twin){ old, *old };
    twin->redacted.name =
        redact_name(&x->names, old->kind == KIND_HOST ? "host" : "account", old->name);
    twin->redacted.person = redact_name(&x->names, "person", old->person);
    map_add(&x->twins, hash, twin);
    return &twin->redacted;
}

static slice text(const struct redactor *x, slice old)
{
    return redact_text(&x->names, old, slice_of(NULL, 0));
}

static slice id_text(const struct redactor *x, slice old)
{
    char buf[PSEUDONYM_BYTES];

    return arena_keep(x->arena, slice_str(pseudonym_of_id(x->key, old, buf)));
}

static void *copy(struct redactor *x, const void *old, size_t n, size_t size)
{
    void *kept = arena_new(x->arena, (n + 1) * size);

    if (n)
        memcpy(kept, old, n * size);
    return kept;
}

static struct reason *reasons(struct redactor *x, const struct reason *old, size_t n, slice anchor)
{
    struct reason *at = copy(x, old, n, sizeof(*at));

    for (size_t i = 0; i < n; i++)
        at[i].text = redact_text(&x->names, at[i].text, anchor);
    return at;
}

static const slice *sentences(struct redactor *x, const slice *old, size_t n, slice anchor)
{
    slice *at = copy(x, old, n, sizeof(*at));

    for (size_t i = 0; i < n; i++)
        at[i] = redact_text(&x->names, at[i], anchor);
    return at;
}

static const struct decision *decision(struct redactor *x, const struct decision *old)
{
    struct decision *d;

    if (!old)
        return NULL;
    d = copy(x, old, 1, sizeof(*d));
    d->by = d->second = slice_of(NULL, 0);
    d->reason = LEFT_OUT;
    d->finding = id_text(x, d->finding);
    d->account = redact_name(&x->names, "account", d->account);
    return d;
}

static const struct past *past(struct redactor *x, const struct past *old)
{
    struct past *p;

    if (!old)
        return NULL;
    p = copy(x, old, 1, sizeof(*p));
    p->decisions = copy(x, old->decisions, old->n_decisions, sizeof(const struct decision *));
    for (size_t i = 0; i < p->n_decisions; i++)
        p->decisions[i] = decision(x, p->decisions[i]);
    return p;
}

static const struct account_past *account_past(struct redactor *x, const struct account_past *old)
{
    struct account_past *p;
    struct earlier *at;

    if (!old)
        return NULL;
    p = copy(x, old, 1, sizeof(*p));
    at = copy(x, old->earlier, old->n_earlier, sizeof(*at));
    for (size_t i = 0; i < old->n_earlier; i++) {
        at[i].id = id_text(x, at[i].id);
        at[i].headline = slice_of(NULL, 0);
        at[i].decision = decision(x, at[i].decision);
    }
    p->earlier = at;
    return p;
}

static void finding(struct redactor *x, struct finding *f, const struct ruling *v)
{
    slice anchor = f->anchor;
    char id[PSEUDONYM_BYTES];

    (void)snprintf(f->id, sizeof(f->id), "%s", pseudonym_of_id(x->key, slice_str(f->id), id));
    f->account = account(x, f->account);
    f->ruling = v;
    f->past = past(x, f->past);
    f->queued = NULL;
    f->n_queued = 0;
    f->anchor = redact_anchor(&x->names, anchor);
    f->cause = redact_text(&x->names, f->cause, anchor);
    f->headline = redact_text(&x->names, f->headline, anchor);
    f->advice = redact_text(&x->names, f->advice, anchor);
    f->reasons = reasons(x, f->reasons, f->n_reasons, anchor);
    f->against = reasons(x, f->against, f->n_against, anchor);
    f->unchecked = sentences(x, f->unchecked, f->n_unchecked, anchor);
    f->quotes = copy(x, f->quotes, f->n_quotes, sizeof(*f->quotes));
    for (size_t i = 0; i < f->n_quotes; i++)
        f->quotes[i].raw = slice_of(NULL, 0);
}

static int by_action(const void *a, const void *b)
{
    const struct ruling *x = a, *y = b;

    if (x->action != y->action)
        return x->action > y->action ? -1 : 1;
    return slice_cmp(x->account->name, y->account->name);
}

/* In their new order, their findings with them. */
static void rulings(struct redactor *x, struct result *r)
{
    struct finding *at = arena_new(x->arena, (r->n_findings + 1) * sizeof(*at));

    r->rulings = copy(x, r->rulings, r->n_rulings, sizeof(*r->rulings));
    r->findings = at;
    for (size_t i = 0; i < r->n_rulings; i++)
        r->rulings[i].account = account(x, r->rulings[i].account);
    if (r->n_rulings)
        qsort(r->rulings, r->n_rulings, sizeof(*r->rulings), by_action);
    for (size_t i = 0; i < r->n_rulings; i++) {
        struct ruling *v = &r->rulings[i];

        memcpy(at, v->findings, v->n_findings * sizeof(*at));
        v->findings = at;
        for (size_t k = 0; k < v->n_findings; k++)
            finding(x, at++, v);
        v->excuses = reasons(x, v->excuses, v->n_excuses, slice_of(NULL, 0));
        v->withheld = sentences(x, v->withheld, v->n_withheld, slice_of(NULL, 0));
        v->logins = NULL;
        v->n_logins = 0;
        v->past = account_past(x, v->past);
    }
}

static void restricted(struct redactor *x, struct result *r)
{
    struct result view = *r;

    view.findings = r->restricted.findings;
    view.n_findings = r->restricted.n_findings;
    view.rulings = r->restricted.rulings;
    view.n_rulings = r->restricted.n_rulings;
    rulings(x, &view);
    r->restricted =
        (struct matters){ view.findings, view.n_findings, view.rulings, view.n_rulings };
}

static int by_name(const void *a, const void *b)
{
    const struct account *const *x = a, *const *y = b;

    return slice_cmp((*x)->name, (*y)->name);
}

static void accounts(struct redactor *x, struct result *r)
{
    r->accounts = copy(x, r->accounts, r->n_accounts, sizeof(const struct account *));
    for (size_t i = 0; i < r->n_accounts; i++)
        r->accounts[i] = account(x, r->accounts[i]);
    if (r->n_accounts)
        qsort(r->accounts, r->n_accounts, sizeof(const struct account *), by_name);
}

static void inputs(struct redactor *x, struct result *r)
{
    struct input_name *earlier = copy(x, r->earlier, r->n_earlier, sizeof(*earlier));

    r->inputs = copy(x, r->inputs, r->n_inputs, sizeof(*r->inputs));
    for (size_t i = 0; i < r->n_inputs; i++) {
        r->inputs[i].name = text(x, r->inputs[i].name);
        r->inputs[i].trouble = text(x, r->inputs[i].trouble);
    }
    for (size_t i = 0; i < r->n_earlier; i++)
        earlier[i].name = text(x, earlier[i].name);
    r->earlier = earlier;
}

static const struct complaint *complaint(struct redactor *x, const struct complaint *old)
{
    struct complaint *c = copy(x, old, 1, sizeof(*c));

    c->name = redact_name(&x->names, "report", old->name);
    c->complainant = text(x, old->complainant);
    c->account = redact_name(&x->names, "account", old->account);
    c->message_id = c->subject = c->uri = c->ticket = slice_of(NULL, 0);
    c->n_queue_ids = 0;
    return c;
}

/* In the order of their old names, which is that of the site's files. */
static void complaints(struct redactor *x, struct result *r)
{
    struct complaint_told *told = copy(x, r->complaints, r->n_complaints, sizeof(*told));
    struct unread_report *unread = copy(x, r->unread_reports, r->n_unread_reports, sizeof(*unread));

    for (size_t i = 0; i < r->n_complaints; i++) {
        told[i].complaint = complaint(x, told[i].complaint);
        told[i].account = account(x, told[i].account);
    }
    for (size_t i = 0; i < r->n_unread_reports; i++) {
        unread[i].name = redact_name(&x->names, "report", unread[i].name);
        unread[i].why = LEFT_OUT;
    }
    r->complaints = told;
    r->unread_reports = unread;
}

static void samples(struct redactor *x, struct result *r)
{
    r->reasons = copy(x, r->reasons, r->n_reasons, sizeof(*r->reasons));
    for (size_t i = 0; i < r->n_reasons; i++) {
        struct verdict_reason *why = &r->reasons[i];

        why->program = text(x, why->program);
        why->sample.raw = slice_of(NULL, 0);
        for (size_t k = 0; k < why->n_further; k++)
            why->further[k].raw = slice_of(NULL, 0);
    }
}

static void incidents(struct redactor *x, struct result *r)
{
    struct incident *at = copy(x, r->incidents, r->n_incidents, sizeof(*at));

    for (size_t i = 0; i < r->n_incidents; i++) {
        struct hurt_account *hurt = copy(x, at[i].hurt, at[i].n_hurt, sizeof(*hurt));

        for (size_t k = 0; k < at[i].n_hurt; k++)
            hurt[k].account = account(x, hurt[k].account);
        at[i].hurt = hurt;
        at[i].culprit = account(x, at[i].culprit);
        at[i].there.most = account(x, at[i].there.most);
        at[i].everywhere.most = account(x, at[i].everywhere.most);
        at[i].organisation = text(x, at[i].organisation);
        at[i].line.raw = slice_of(NULL, 0);
    }
    r->incidents = at;
}

static void replies(struct redactor *x, struct reply_sums *s)
{
    struct unread_reply *at = copy(x, s->unread, s->n_unread, sizeof(*at));

    for (size_t i = 0; i < s->n_unread; i++)
        at[i].text = text(x, at[i].text);
    s->unread = at;
}

static void flags(struct redactor *x, struct result *r, bool is_of_run)
{
    size_t n = r->n_flags;

    r->flags = copy(x, r->flags, n, sizeof(*r->flags)); /* with room for one more */
    for (size_t i = 0; i < n; i++) {
        r->flags[i].host = text(x, r->flags[i].host);
        r->flags[i].input = text(x, r->flags[i].input);
        r->flags[i].text = text(x, r->flags[i].text);
        r->flags[i].explained = text(x, r->flags[i].explained);
    }
    r->flags[n] = (struct flag){
        .kind = FLAG_REDACTED,
        .text = is_of_run
                    ? SLICE("Names are pseudonyms, with a key of this run alone: there is no "
                            "state. Nobody can turn them back, and the next run has others.")
                    : SLICE("Names are pseudonyms, the same in every run with this state. "
                            "Whoever has its key can turn them back: mailproctor state name.")
    };
    r->n_flags = n + 1;
}

const struct result *redact(const struct result *r, const struct redaction *how)
{
    struct redactor x = { .arena = how->arena, .key = how->key, .twins.same = is_twin };
    struct result *out = arena_new(how->arena, sizeof(*out));

    *out = *r;
    redact_names_init(&x.names, how, r);
    out->command = text(&x, r->command);
    out->site = text(&x, r->site);
    out->state = text(&x, r->state);
    accounts(&x, out);
    rulings(&x, out);
    restricted(&x, out);
    inputs(&x, out);
    samples(&x, out);
    replies(&x, &out->replies);
    incidents(&x, out);
    complaints(&x, out);
    flags(&x, out, how->is_of_run);
    redact_names_free(&x.names);
    map_free(&x.twins);
    return out;
}
