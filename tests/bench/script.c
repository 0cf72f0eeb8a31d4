/*
 * A line is read when the one before it is taken: the next connection's time must be known,
 * and whether a message belongs to the connection of the last.
 */
#include "tests/bench/script.h"

#include <stdlib.h>

struct fields {
    char *rest;
    uint64_t line;
};

static void fail(uint64_t line, const char *what)
{
    (void)fprintf(stderr, "generate: script, line %llu: %s\n", (unsigned long long)line, what);
    exit(1);
}

/* The next field, or NULL behind the last. */
static char *field(struct fields *f)
{
    char *from = f->rest;

    if (!from)
        return NULL;
    f->rest = strchr(from, '\t');
    if (f->rest)
        *f->rest++ = '\0';
    return from;
}

static char *must_field(struct fields *f, const char *what)
{
    char *text = field(f);

    if (!text || *text == '\0')
        fail(f->line, what);
    return text;
}

static uint32_t word(struct world *w, const char *text)
{
    return strcmp(text, "-") == 0 ? 0 : words_number(w->words, text, strlen(text));
}

static uint64_t number(struct fields *f, const char *what)
{
    char *text = must_field(f, what);
    char *end;
    uint64_t n = strtoull(text, &end, 10);

    if (*end != '\0')
        fail(f->line, what);
    return n;
}

static struct address address(struct world *w, char *text, uint64_t line)
{
    char *at = strrchr(text, '@');

    if (!at || at == text || strlen(text) > 200)
        fail(line, "an address");
    *at = '\0';
    return (struct address){ world_domain(w, at + 1), word(w, text) };
}

struct kind_name {
    const char *name;
    enum kind kind;
    enum refusal refusal;
    bool is_more;
    bool is_by_program;
};

static void read_kind(struct deed *deed, struct fields *f)
{
    static const struct kind_name kinds[] = {
        { "login", LOGIN, NO_RELAY, false, false },
        { "mail", INBOUND, NO_RELAY, false, false },
        { "program", INBOUND, NO_RELAY, false, true },
        { "more", INBOUND, NO_RELAY, true, false },
        { "relay", REFUSED, NO_RELAY, false, false },
        { "unknown", REFUSED, NO_SUCH_USER, false, false },
        { "owner", NOT_OWNER, NOT_OWNED, false, false },
        { "large", TOO_LARGE, NO_RELAY, false, false },
        { "password", WRONG_PASSWORD, NO_RELAY, false, false },
    };
    const char *name = must_field(f, "a kind");

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        if (strcmp(kinds[i].name, name) != 0)
            continue;
        deed->kind = kinds[i].kind;
        deed->refusal = kinds[i].refusal;
        deed->is_more = kinds[i].is_more;
        deed->is_by_program = kinds[i].is_by_program;
        return;
    }
    fail(f->line, "a kind");
}

static void read_client(struct deed *deed, struct world *w, struct fields *f)
{
    const char *text = must_field(f, "a client");
    const char *open = strchr(text, '[');

    if (strcmp(text, "-") != 0 && (!open || open == text || !strchr(open, ']')))
        fail(f->line, "a client: name[address]");
    deed->client = (struct client){ SCRIPTED, 0, word(w, text) };
}

static void read_sender(struct deed *deed, struct world *w, struct fields *f)
{
    char *text = must_field(f, "a sender");

    deed->sender = deed->is_by_program   ? FROM_PROGRAM
                   : deed->kind == LOGIN ? FROM_ACCOUNT
                                         : FROM_OUTSIDE;
    if (strcmp(text, "<>") == 0)
        deed->sender = FROM_NOBODY;
    else
        deed->from = address(w, text, f->line);
}

/* `address`, `address|fate` or `address|fate|where it is forwarded to`. */
static struct recipient recipient(struct world *w, char *text, uint64_t line)
{
    struct recipient r = { .fate = '+' };
    char *fate = strchr(text, '|');

    if (fate) {
        *fate++ = '\0';
        r.fate = *fate;
        r.forwards = fate[0] && fate[1] == '|';
        if (!strchr("+grtfusnqx", r.fate) || r.fate == '\0' || (fate[1] && !r.forwards))
            fail(line, "what comes of it");
        if (r.forwards)
            r.forward_to = address(w, fate + 2, line);
    }
    r.address = address(w, text, line);
    return r;
}

static void read_recipients(struct deed *deed, struct world *w, struct fields *f)
{
    struct letter l = { 0 };

    for (char *text; (text = field(f));) {
        struct recipient r = recipient(w, text, f->line);

        if (r.fate == 'x')
            deed->excess++;
        else
            letter_add(&l, r);
    }
    deed->to = l.to;
    deed->recipients = l.recipients;
    if (deed->recipients == 0)
        fail(f->line, "a recipient");
}

static struct deed *read_deed(struct script *s, struct world *w)
{
    struct task *none = NULL;
    struct fields f = { 0 };
    ssize_t n = getline(&s->line, &s->room, s->file);
    struct deed *deed;

    if (n < 0)
        return NULL;
    s->line[strcspn(s->line, "\n")] = '\0';
    f = (struct fields){ s->line, ++s->lines };
    deed = task_new(&none, sizeof(*deed));
    deed->number = s->lines;
    deed->when = (int64_t)number(&f, "a time") * LOG_SECOND;
    read_kind(deed, &f);
    read_client(deed, w, &f);
    deed->login = word(w, must_field(&f, "a login"));
    read_sender(deed, w, &f);
    deed->header_from = word(w, must_field(&f, "a header From"));
    deed->size = (uint32_t)number(&f, "a size");
    deed->subject = word(w, must_field(&f, "a subject"));
    read_recipients(deed, w, &f);
    return deed;
}

struct script *script_open(const char *path, struct world *w)
{
    static struct words words;
    static struct script s;

    w->words = &words;
    s.file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!s.file) {
        (void)fputs("generate: ", stderr);
        perror(path);
        exit(1);
    }
    s.ahead = read_deed(&s, w);
    return &s;
}

int64_t script_next(const struct script *s)
{
    return s->ahead ? s->ahead->when : INT64_MAX;
}

struct deed *script_take(struct script *s, struct world *w)
{
    struct deed *first = s->ahead;

    if (first->is_more)
        fail(first->number, "more of no connection");
    for (struct deed *last = first;; last = last->next) {
        s->ahead = read_deed(s, w);
        if (!s->ahead || !s->ahead->is_more) {
            if (s->ahead && s->ahead->when < first->when)
                fail(s->ahead->number, "the time of a line before");
            return first;
        }
        if (first->kind == LOGIN && s->ahead->sender == FROM_OUTSIDE)
            s->ahead->sender = FROM_ACCOUNT;
        last->next = s->ahead;
    }
}

void script_write(struct traffic *t, struct letter *l, const struct deed *deed)
{
    struct letter kept = *l;

    *l = (struct letter){ .sender = deed->sender,
                          .from = deed->from,
                          .id = dice_mix(t->world.seed ^ dice_mix(deed->number)),
                          .written = t->now,
                          .size = deed->size,
                          .said = deed->subject,
                          .header_from = deed->header_from,
                          .deed = deed->number,
                          .room = kept.room,
                          .to = kept.to };
    for (uint32_t i = 0; i < deed->recipients; i++)
        letter_add(l, deed->to[i]);
}

void script_put_user(struct traffic *t, const struct message *m)
{
    if (m->letter.deed)
        put_string(t->log, words_text(t->world.words, m->submission.account));
    else
        PUT(t->log, "www-data");
}

uint32_t script_uid(const struct traffic *t, const struct message *m)
{
    const char *user =
        m->letter.deed ? words_text(t->world.words, m->submission.account) : "www-data";

    if (strcmp(user, "root") == 0)
        return 0;
    return strcmp(user, "list") == 0 ? 38 : 33;
}

void script_free(struct deed *deed)
{
    while (deed) {
        struct deed *next = deed->next;

        free(deed->to);
        free(deed);
        deed = next;
    }
}
