/*
 * Which steps there are; steps_words.c has the servers' words. Ids are quoted although they are
 * plain: whoever reads a command sees that nothing in it can be anything else.
 */
#include "reports/steps.h"

#include "reports/steps_words.h"
#include "reports/text_words.h"

enum { IDS_EACH = 500 }; /* a cell of a spreadsheet holds 32,767 characters */

struct steps {
    const struct result *result;
    const struct ruling *ruling;
    step_fn *take;
    void *context;
    struct buf what, command, undo;
};

void shell_quote(struct buf *b, slice s)
{
    buf_add(b, SLICE("'"));
    while (s.n) {
        size_t n = slice_find(s, '\'');

        buf_add(b, slice_head(s, n));
        if (n < s.n)
            buf_add(b, SLICE("'\\''"));
        s = slice_skip(s, n + 1);
    }
    buf_add(b, SLICE("'"));
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("._@+=-", c));
}

bool shell_is_plain(slice s)
{
    size_t i = 0;

    while (i < s.n && is_plain(s.p[i]))
        i++;
    return s.n > 0 && s.n <= 200 && i == s.n && s.p[0] != '-' && s.p[0] != '.';
}

static void tell(struct steps *s, struct step *step)
{
    step->what = buf_slice(&s->what);
    step->command = buf_slice(&s->command);
    step->undo = buf_slice(&s->undo);
    s->take(s->context, step);
    buf_clear(&s->what);
    buf_clear(&s->command);
    buf_clear(&s->undo);
}

static bool is_redacted(const struct result *r)
{
    for (size_t i = 0; i < r->n_flags; i++)
        if (r->flags[i].kind == FLAG_REDACTED)
            return true;
    return false;
}

static bool is_same_place(const struct queued *a, const struct queued *b)
{
    return slice_eq(a->host, b->host) && slice_eq(a->instance, b->instance);
}

/* How many from `at` on are of one instance, and may be named in one command. */
static size_t together(const struct finding *f, size_t at)
{
    size_t n = 0;

    while (at + n < f->n_queued && n < IDS_EACH &&
           is_same_place(&f->queued[at], &f->queued[at + n]))
        n++;
    return n;
}

static size_t count_plain(const struct queued *at, size_t n)
{
    size_t plain = 0;

    for (size_t i = 0; i < n; i++)
        plain += shell_is_plain(at[i].id);
    return plain;
}

static void hold(struct steps *s, const struct finding *f, const struct queued *at, size_t n)
{
    struct step step = { .finding = f, .action = ACTION_HOLD_MAILING, .host = at->host };
    const struct server_words *words = server_words_find(at->server);
    bool is_known = words && words->hold && shell_is_plain(at->instance);
    size_t plain = is_known ? count_plain(at, n) : 0;

    step.server = at->server;
    if (plain) {
        words_add(&s->what, TELL_HOLDS, gap_count(plain));
        words->hold(&s->command, &(struct held){ at, n, f->id, false });
        words->hold(&s->undo, &(struct held){ at, n, f->id, true });
        tell(s, &step);
    }
    if (plain == n)
        return;
    words_add(&s->what, TELL_HOLD_BY_HAND, gap_count(n - plain),
              gap_text(text_word(words && words->hold ? TELL_UNUSUAL_IDS : TELL_UNKNOWN_SERVER)));
    tell(s, &step);
}

static void nothing_left(struct steps *s, const struct finding *f)
{
    struct step step = { .finding = f, .action = ACTION_HOLD_MAILING, .server = "" };

    if (f->has_queue && f->unsettled)
        words_add(&s->what, TELL_NO_ENTRY, gap_count(f->unsettled));
    else
        words_added(&s->what, TELL_NOTHING_LEFT);
    tell(s, &step);
}

static bool is_to_hold(const struct ruling *v, const struct finding *f)
{
    bool is_meant = f->action == ACTION_HOLD_MAILING || v->action >= ACTION_DISABLE_SENDING;

    return v->action >= ACTION_HOLD_MAILING && is_meant && !f->is_operators && f->has_queue;
}

/* Mail that waits goes on being tried, whatever becomes of its sender. */
static void hold_all(struct steps *s)
{
    const struct ruling *v = s->ruling;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];

        if (!is_to_hold(v, f))
            continue;
        for (size_t at = 0, n; at < f->n_queued; at += n) {
            n = together(f, at);
            hold(s, f, &f->queued[at], n);
        }
    }
}

/* What is to be done comes first. */
static void all_left(struct steps *s)
{
    const struct ruling *v = s->ruling;

    for (size_t i = 0; i < v->n_findings; i++)
        if (is_to_hold(v, &v->findings[i]) && v->findings[i].n_queued == 0)
            nothing_left(s, &v->findings[i]);
}

static void suspend(struct steps *s, slice host, const struct server_words *words, slice login)
{
    struct step step = { .action = ACTION_DISABLE_SENDING, .host = host, .server = words->server };

    step.finding = &s->ruling->findings[0];
    if (shell_is_plain(login)) {
        words->suspend(&s->command, login, false);
        words->suspend(&s->undo, login, true);
        words_add(&s->what, TELL_SUSPENDS, gap_text(login), gap_word(words->needs));
    } else {
        words_add(&s->what, TELL_SUSPEND_BY_HAND, gap_text(login));
    }
    tell(s, &step);
}

static bool is_listed(const struct ruling *v, slice name)
{
    for (size_t i = 0; i < v->n_logins; i++)
        if (slice_eq(v->logins[i], name))
            return true;
    return false;
}

/* All that it logged in as, and its own name, as it may be tried next. */
static void suspend_at(struct steps *s, slice host, const struct server_words *words)
{
    const struct ruling *v = s->ruling;

    for (size_t i = 0; i < v->n_logins; i++)
        suspend(s, host, words, v->logins[i]);
    if (!is_listed(v, v->account->name))
        suspend(s, host, words, v->account->name);
}

static bool takes_logins(const struct instance_sum *i)
{
    return i->traffic.sums.with_login || slice_eq(i->server, SLICE("dovecot"));
}

/* Of a host that has several instances of a server: they share its table. */
static bool is_first(const struct host_sum *h, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (slice_eq(h->instances[i].server, h->instances[at].server) &&
            takes_logins(&h->instances[i]))
            return false;
    return true;
}

static void suspend_all(struct steps *s)
{
    const struct books *b = &s->result->books;

    for (size_t h = 0; h < b->n_hosts; h++)
        for (size_t i = 0; i < b->hosts[h].n_instances; i++) {
            const struct instance_sum *one = &b->hosts[h].instances[i];
            const struct server_words *words = server_words_of(one->server);

            if (words && words->suspend && takes_logins(one) && is_first(&b->hosts[h], i))
                suspend_at(s, b->hosts[h].name, words);
        }
}

/* What people do: there is no command for it, or it is not known from here. */
static void by_hand(struct steps *s)
{
    const struct ruling *v = s->ruling;
    const struct finding *f = &v->findings[0];
    struct step step = { .finding = f, .action = v->action, .server = "" };

    buf_add(&s->what, f->action == v->action && f->advice.n
                          ? f->advice
                          : slice_str(action_meanings[v->action]));
    tell(s, &step);
}

void steps_of(const struct result *r, const struct ruling *v, step_fn *take, void *context)
{
    struct steps s = { .result = r, .ruling = v, .take = take, .context = context };
    bool is_hidden = is_redacted(r), has_login = v->n_logins && v->account->kind != KIND_HOST;

    if (v->is_operators || v->action == ACTION_RECORD || ruling_is_decided(v))
        return;
    if (v->action == ACTION_DISABLE_ACCOUNT)
        by_hand(&s); /* what is to be looked at before an account is closed */
    hold_all(&s);
    if (v->action >= ACTION_DISABLE_SENDING && has_login && !is_hidden)
        suspend_all(&s);
    if (!is_hidden)
        all_left(&s);
    if (v->action != ACTION_HOLD_MAILING && v->action != ACTION_DISABLE_ACCOUNT)
        by_hand(&s);
    buf_free(&s.what);
    buf_free(&s.command);
    buf_free(&s.undo);
}
