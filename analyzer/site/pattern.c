/*
 * The limits are what keeps one careless pattern and one hostile subject from holding up
 * a night's run: machine code counts its steps anew at every place where a match could
 * begin, so the length of the text is bounded, too.
 */
#include "analyzer/site/pattern.h"

#include <stdio.h>

#include "analyzer/base/mem.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { STEPS_MAX = 20000, DEPTH_MAX = STEPS_MAX, HEAP_KB_MAX = 16 * 1024 };
enum { STACK_MIN = 16 * 1024, STACK_MAX = 256 * 1024 };

#define OPTIONS (PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C)

struct pattern {
    pcre2_code *code;
    bool is_machine_code;
    size_t n;
    char text[];
};

struct matcher_work {
    pcre2_general_context *memory;
    pcre2_match_context *limits;
    pcre2_match_data *found; /* one pair: whether is asked, not where */
    pcre2_jit_stack *stack;
};

static void *take(size_t size, void *unused)
{
    (void)unused;
    return mem_new(size, 1);
}

static void give_back(void *p, void *unused)
{
    (void)unused;
    mem_free(p);
}

static pcre2_general_context *memory_new(void)
{
    return pcre2_general_context_create(take, give_back, NULL);
}

slice pattern_text(const struct pattern *p)
{
    return slice_of(p->text, p->n);
}

static void say(struct pattern_fault *why, size_t offset, const char *text)
{
    why->offset = offset;
    (void)snprintf(why->text, sizeof(why->text), "%s", text);
}

static pcre2_code *compile(slice expression, bool ignores_case, struct pattern_fault *why)
{
    uint32_t options = OPTIONS | (ignores_case ? PCRE2_CASELESS : 0);
    pcre2_general_context *memory = memory_new();
    pcre2_compile_context *bounds = pcre2_compile_context_create(memory);
    pcre2_code *code;
    int error;
    size_t at;

    pcre2_set_max_pattern_length(bounds, PATTERN_MAX);
    code = pcre2_compile((PCRE2_SPTR)expression.p, expression.n, options, &error, &at, bounds);
    if (!code) {
        why->offset = at;
        (void)pcre2_get_error_message(error, (PCRE2_UCHAR *)why->text, sizeof(why->text));
    }
    pcre2_compile_context_free(bounds);
    pcre2_general_context_free(memory);
    return code;
}

static bool fits_everything(const struct pattern *p)
{
    struct matcher m = { 0 };
    bool does = pattern_matches(p, SLICE(""), &m);

    matcher_free(&m);
    return does;
}

struct pattern *pattern_new(slice expression, bool ignores_case, struct pattern_fault *why)
{
    struct pattern *p;
    pcre2_code *code;

    if (expression.n == 0) {
        say(why, 0, "nothing stands in it");
        return NULL;
    }
    code = compile(expression, ignores_case, why);
    if (!code)
        return NULL;
    p = mem_new(1, sizeof(*p) + expression.n);
    p->code = code;
    p->is_machine_code = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
    p->n = expression.n;
    memcpy(p->text, expression.p, expression.n);
    if (!fits_everything(p))
        return p;
    say(why, 0, "it fits every text, even none at all");
    pattern_free(p);
    return NULL;
}

void pattern_free(struct pattern *p)
{
    pcre2_code_free(p->code);
    mem_free(p);
}

static struct matcher_work *work_new(void)
{
    struct matcher_work *w = mem_new(1, sizeof(*w));

    w->memory = memory_new();
    w->limits = pcre2_match_context_create(w->memory);
    w->found = pcre2_match_data_create(1, w->memory);
    w->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, w->memory);
    pcre2_set_match_limit(w->limits, STEPS_MAX);
    pcre2_set_depth_limit(w->limits, DEPTH_MAX);
    pcre2_set_heap_limit(w->limits, HEAP_KB_MAX);
    pcre2_jit_stack_assign(w->limits, NULL, w->stack);
    return w;
}

/* Where the system forbids machine code, the interpreter does the same, slower. */
static int run(const struct pattern *p, slice text, struct matcher_work *w)
{
    PCRE2_SPTR bytes = (PCRE2_SPTR)(text.n ? text.p : "");

    return (p->is_machine_code ? pcre2_jit_match : pcre2_match)(p->code, bytes, text.n, 0, 0,
                                                                w->found, w->limits);
}

bool pattern_matches(const struct pattern *p, slice text, struct matcher *m)
{
    int result;

    if (!m->work)
        m->work = work_new();
    result = run(p, slice_head(text, PATTERN_TEXT_MAX), m->work);
    if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
        return result >= 0;
    m->given_up++;
    if (!m->worst)
        m->worst = p;
    return false;
}

void matcher_free(struct matcher *m)
{
    if (m->work) {
        pcre2_jit_stack_free(m->work->stack);
        pcre2_match_data_free(m->work->found);
        pcre2_match_context_free(m->work->limits);
        pcre2_general_context_free(m->work->memory);
        mem_free(m->work);
    }
    m->work = NULL;
}
