/*
 * Mistakes quote what a file says, and files are opened with a terminal: bytes that a
 * terminal could obey never get into their text. There is a maximum, because one wrong
 * column makes a mistake in each of 50,000 rows.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/site/load.h"

enum { MISTAKES_MAX = 10000, TEXT_MAX = 2048 };

/* C0, DEL, and C1 as UTF-8 writes them. */
static void disarm(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        bool is_c1 = c == 0xc2 && i + 1 < n && ((unsigned char)p[i + 1] & 0xe0) == 0x80;

        if (is_c1)
            p[i + 1] = '?';
        if (c < 0x20 || c == 0x7f || is_c1)
            p[i] = '?';
    }
}

slice clean_text(struct arena *a, const char *format, va_list args)
{
    char buf[TEXT_MAX];
    int n = vsnprintf(buf, sizeof(buf), format, args);
    size_t length = n < 0 ? 0 : (size_t)n;

    if (length >= sizeof(buf))
        length = sizeof(buf) - 1;
    disarm(buf, length);
    return arena_keep(a, slice_of(buf, length));
}

static void add(struct mistakes *m, struct mistake mistake)
{
    m->at = mem_grow(m->at, &m->cap, m->n + 1, sizeof(*m->at));
    m->at[m->n++] = mistake;
}

void mistakes_add(struct mistakes *m, slice file, uint32_t line, uint32_t column,
                  const char *format, ...)
{
    struct mistake mistake = { .line = line, .column = column };
    va_list args;

    if (m->n == MISTAKES_MAX) {
        m->more++;
        return;
    }
    va_start(args, format);
    mistake.text = clean_text(&m->arena, format, args);
    va_end(args);
    if (m->n && slice_eq(m->at[m->n - 1].file, file))
        mistake.file = m->at[m->n - 1].file;
    else
        mistake.file = arena_keep(&m->arena, file);
    add(m, mistake);
}

void load_mistake(struct load *l, uint32_t line, uint32_t column, const char *format, ...)
{
    slice text;
    va_list args;

    if (l->mistakes->n == MISTAKES_MAX) {
        l->mistakes->more++;
        return;
    }
    va_start(args, format);
    text = clean_text(&l->mistakes->arena, format, args);
    va_end(args);
    mistakes_add(l->mistakes, l->shown, line, column, "%s", text.p);
}

static int by_place(const void *a, const void *b)
{
    const struct mistake *x = a, *y = b;
    int order = slice_cmp(x->file, y->file);

    if (order)
        return order;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return slice_cmp(x->text, y->text);
}

void mistakes_sort(struct mistakes *m)
{
    if (m->n)
        qsort(m->at, m->n, sizeof(*m->at), by_place);
}

void mistakes_free(struct mistakes *m)
{
    mem_free(m->at);
    arena_free(&m->arena);
    *m = (struct mistakes){ 0 };
}
