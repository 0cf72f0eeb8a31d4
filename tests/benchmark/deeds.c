/*
 * Lines pile up as they are thought of and are printed in the order of time.
 */
#include "tests/benchmark/plan.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p)
{
    if (!p) {
        (void)fputs("plan: out of memory\n", stderr);
        exit(1);
    }
    return p;
}

struct text text(const char *format, ...)
{
    struct text t;
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(t.s, sizeof(t.s), format, arguments);
    va_end(arguments);
    return t;
}

static void append(struct plan *p, const char *text)
{
    size_t n = strlen(text);

    if (p->n_texts + n + 1 > p->texts_room) {
        p->texts_room = 2 * p->texts_room + n + 4096;
        p->texts = must(realloc(p->texts, p->texts_room));
    }
    memcpy(p->texts + p->n_texts, text, n + 1);
    p->n_texts += n;
}

static const char *or_nothing(const char *s)
{
    return *s ? s : "-";
}

static void append_head(struct plan *p, const struct mail *m, const char *kind)
{
    struct text client = *m->client.s ? m->client : text("-");
    char head[8 * TEXT];

    (void)snprintf(head, sizeof(head), "%lld\t%s\t%s\t%s\t%s\t%s\t%u\t%s", (long long)m->when, kind,
                   client.s, or_nothing(m->login.s), *m->sender.s ? m->sender.s : "<>",
                   or_nothing(m->from.s), m->size, or_nothing(m->subject.s));
    append(p, head);
}

void plan_mail(struct plan *p, const struct mail *m)
{
    if (p->n_texts)
        p->n_texts++; /* the last one's end */
    if (p->n_deeds == p->deeds_room) {
        p->deeds_room = 2 * p->deeds_room + 1024;
        p->deeds = must(realloc(p->deeds, p->deeds_room * sizeof(*p->deeds)));
    }
    p->deeds[p->n_deeds] = (struct deed){ m->when, (uint32_t)p->n_deeds, p->n_texts };
    p->n_deeds++;
    append_head(p, m, m->kind ? m->kind : "login");
}

void plan_more(struct plan *p, const struct mail *m)
{
    append(p, "\n");
    append_head(p, m, "more");
}

void plan_to(struct plan *p, struct text address, char fate)
{
    char end[3] = { '|', fate, '\0' };

    append(p, "\t");
    append(p, address.s);
    if (fate != '+')
        append(p, end);
}

void plan_forwarded(struct plan *p, struct text address, char fate, struct text to)
{
    append(p, "\t");
    append(p, text("%s|%c|%s", address.s, fate, to.s).s);
}

static int by_time(const void *one, const void *other)
{
    const struct deed *a = one, *b = other;

    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void plan_print(struct plan *p, FILE *script)
{
    qsort(p->deeds, p->n_deeds, sizeof(*p->deeds), by_time);
    for (size_t i = 0; i < p->n_deeds; i++) {
        (void)fputs(p->texts + p->deeds[i].at, script);
        (void)fputc('\n', script);
    }
}
