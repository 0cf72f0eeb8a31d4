/*
 * The bookkeeping of evidence. Quotes copy the raw text: the line itself is gone when
 * the report is written, and a pipe cannot be read twice.
 */
#include "analyzer/base/arena.h"
#include "analyzer/base/mem.h"
#include "detectors/toolbox.h"

static void free_text(struct quote *q)
{
    mem_free((void *)(uintptr_t)q->raw.p);
    *q = (struct quote){ 0 };
}

static void list_add(struct evidence_list *list, struct evidence *e)
{
    e->before = NULL;
    e->next = list->first;
    if (e->next)
        e->next->before = e;
    list->first = e;
}

struct evidence *evidence_open(struct watch *w, enum family family, slice anchor)
{
    struct evidence *e = *w->slot;

    if (e) {
        e->is_old = false;
        return e;
    }
    e = mem_new(1, sizeof(*e));
    e->detector = w->detector;
    e->account = w->account;
    e->family = family;
    e->is_open = true;
    e->anchor = arena_keep(w->list->arena, anchor);
    e->first = USEC_MAX;
    e->last = USEC_NONE;
    list_add(w->list, e);
    *w->slot = e;
    return e;
}

/* Names are literals, mostly the very same. */
static bool is_named(const struct number *n, const char *name)
{
    return n->name == name || (n->name[0] == name[0] && strcmp(n->name, name) == 0);
}

void evidence_number(struct evidence *e, const char *name, enum unit unit, int64_t value)
{
    size_t i = 0;

    while (i < e->n_numbers && !is_named(&e->numbers[i], name))
        i++;
    if (i == NUMBERS_MAX)
        return;
    if (i == e->n_numbers)
        e->numbers = mem_resize(e->numbers, &e->n_numbers, i + 1, sizeof(*e->numbers));
    e->numbers[i] = (struct number){ name, unit, value };
}

int64_t evidence_value(const struct evidence *e, const char *name)
{
    for (size_t i = 0; i < e->n_numbers; i++)
        if (is_named(&e->numbers[i], name))
            return e->numbers[i].value;
    return 0;
}

bool evidence_raise(struct evidence *e, const char *name, enum unit unit, int64_t value)
{
    if (value <= evidence_value(e, name))
        return false;
    evidence_number(e, name, unit, value);
    return true;
}

void evidence_against(struct evidence *e, const char *text, int32_t weight)
{
    size_t i = 0;

    while (i < e->n_against && strcmp(e->against[i].text, text) != 0)
        i++;
    if (i == AGAINST_MAX)
        return;
    e->against[i].text = text;
    e->against[i].weight = weight;
    if (i == e->n_against)
        e->n_against++;
}

void evidence_no_longer_against(struct evidence *e, const char *text)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->n_against; i++)
        if (strcmp(e->against[i].text, text) != 0)
            e->against[kept++] = e->against[i];
    e->n_against = kept;
}

static bool is_same_line(const struct quote *q, const struct kept_line *line)
{
    return q->at.input == line->at.input && q->at.line == line->at.line;
}

/* Messages that are delivered side by side take turns: their lines come again and again. */
static bool is_kept(const struct quotes *qs, const struct kept_line *line)
{
    for (size_t i = 0; i < quotes_kept(qs); i++)
        if (is_same_line(&qs->at[i], line))
            return true;
    return false;
}

/* The place for one more. */
static struct quote *add(struct quotes *qs)
{
    size_t n = quotes_kept(qs);
    uint64_t i = qs->n++;

    if (n < QUOTES_MAX)
        qs->at = mem_resize(qs->at, &n, n + 1, sizeof(*qs->at));
    return i < QUOTES_MAX ? &qs->at[i] : &qs->at[QUOTES_EACH + i % QUOTES_EACH];
}

static void take(struct evidence *e, struct quotes *qs, const struct kept_line *line)
{
    struct quote *q;

    if (line->at.line == 0 || is_kept(qs, line))
        return;
    e->lines++;
    q = add(qs);
    free_text(q);
    *q = (struct quote){ .at = line->at, .when = line->when, .raw = mem_copy(line->raw) };
    if (line->when < e->first)
        e->first = line->when;
    if (line->when > e->last)
        e->last = line->when;
}

static void take_mail(struct evidence *e, const struct message *m)
{
    take(e, &e->accepted, &m->accepted_line);
    take(e, &e->subject, &m->subject_line);
    take(e, &e->queued, &m->queued_line);
}

void evidence_quote(struct evidence *e, const struct event *ev)
{
    rhythm_add(&e->rhythm, ev->message ? ev->message->accepted : ev->when, 1);
    if (ev->message)
        take_mail(e, ev->message);
    take(e, &e->accepted, &ev->session_line);
    if (ev->session)
        take(e, &e->queued, &ev->session->queued_line);
    take(e, &e->other, &ev->line);
}

void evidence_quote_sender(struct evidence *e, const struct event *ev)
{
    take_mail(e, ev->message);
    take(e, &e->from, &ev->message->from_line);
}

void evidence_quote_recipient(struct evidence *e, const struct event *ev)
{
    rhythm_add(&e->rhythm, ev->message->accepted, 1);
    take(e, &e->other, &ev->line);
}

void evidence_message(struct evidence *e, const struct event *ev)
{
    evidence_quote(e, ev);
    evidence_number(e, "messages", COUNT, evidence_value(e, "messages") + 1);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    e->is_ripe = true;
    e->certainty = CERTAINTY_PROVED;
}

bool evidence_is_one(const struct evidence *e)
{
    return evidence_value(e, "messages") == 1;
}

/* NULL: of nothing. */
static void *copy(const void *p, size_t size)
{
    return size ? memcpy(mem_new(1, size), p, size) : NULL;
}

static void copy_quotes(struct quotes *qs)
{
    qs->at = copy(qs->at, quotes_kept(qs) * sizeof(*qs->at));
    for (size_t i = 0; i < quotes_kept(qs); i++)
        qs->at[i].raw = mem_copy(qs->at[i].raw);
}

struct evidence *evidence_restore(struct evidence_list *list, const struct evidence *like)
{
    struct evidence *e = mem_new(1, sizeof(*e));

    *e = *like;
    e->numbers = copy(like->numbers, like->n_numbers * sizeof(*like->numbers));
    e->is_open = true;
    e->is_old = true;
    e->unsettled = 0;
    e->in_queue = NULL;
    copy_quotes(&e->accepted);
    copy_quotes(&e->subject);
    copy_quotes(&e->from);
    copy_quotes(&e->queued);
    copy_quotes(&e->other);
    list_add(list, e);
    return e;
}

static void free_quotes(struct quotes *qs)
{
    for (size_t i = 0; i < quotes_kept(qs); i++)
        free_text(&qs->at[i]);
    mem_free(qs->at);
}

static void evidence_free(struct evidence *e)
{
    free_quotes(&e->accepted);
    free_quotes(&e->subject);
    free_quotes(&e->from);
    free_quotes(&e->queued);
    free_quotes(&e->other);
    mem_free(e->numbers);
    mem_free(e);
}

void evidence_close(struct evidence_list *list, struct evidence *e)
{
    e->is_open = false;
    if (e->is_ripe)
        return;
    *(e->before ? &e->before->next : &list->first) = e->next;
    if (e->next)
        e->next->before = e->before;
    evidence_free(e);
}

void evidence_list_free(struct evidence_list *list)
{
    while (list->first) {
        struct evidence *e = list->first;

        list->first = e->next;
        evidence_free(e);
    }
}
