/*
 * The line that amavis writes of each message ($log_short_templ, $log_verbose_templ):
 *
 *   Passed CLEAN {RelayedOutbound}, BANK LOCAL [10.20.4.17]:50437 [10.20.4.17] <a@b> ->
 * <c@d>,<e@f>, quarantine: q, Queue-ID: X, Message-ID: <m@h>, mail_id: J9DG1ouO_Bcr, Hits: -0.9,
 * size: 388, queued_as: Y/Z, 3317 ms Blocked BANNED (type,.exe,name.exe)
 * {DiscardedOutbound,Quarantined}, [10.20.4.17] <a@b> -> ...
 *
 * Seen on 2.13.0 with the short template. The fields of the verbose one, and lines without
 * {...}, [ip]:port or Queue-ID of older versions, are read as its sources have them (unverified).
 *
 * Addresses have their local part quoted where it is no atom. A Message-ID ends at its first
 * '>' without a backslash: amavis makes '_' of others. The names of banned files and of viruses are
 * whoever's, stand in front of all fields and may imitate them: where they end, the rest of the
 * line must be readable, to its end, and in one way only.
 */
#include "parsers/amavis.h"

enum { CLIENT_MAX = 400, NAMES_MAX = 16 };

static bool is_end_of_names(slice s)
{
    return slice_starts(s, SLICE(") {")) || slice_starts(s, SLICE("), "));
}

/* "<a@b>", and what follows it. */
static bool take_angled(slice *s, slice *out)
{
    return take(s, SLICE("<")) && take_address(s, out);
}

/* "{...}, BANK LOCAL [10.20.4.17]:50437 [10.20.4.17] <a@b> -> <c@d>,<e@f>" */
static bool take_envelope(slice *s, struct amavis_summary *out)
{
    size_t sender;

    if (take(s, SLICE(" {")) && !take_until(s, SLICE("}"), &out->actions))
        return false;
    sender = slice_find(slice_head(*s, CLIENT_MAX), '<');
    if (!slice_starts(*s, SLICE(", ")) || sender >= s->n || sender >= CLIENT_MAX)
        return false;
    *s = slice_skip(*s, sender);
    if (!take_angled(s, &out->sender) || !take(s, SLICE(" -> ")) ||
        !take_angled(s, &out->recipient))
        return false;
    out->nrcpt = 1;
    while (slice_starts(*s, SLICE(",<"))) {
        slice more = slice_skip(*s, 1), address;

        if (!take_angled(&more, &address))
            return false;
        *s = more;
        out->nrcpt++;
    }
    return true;
}

/* "<m@h>": it ends at a '>' that no backslash stands before. */
static bool take_message_id(slice *s, slice *out)
{
    if (!slice_starts(*s, SLICE("<")))
        return false;
    for (size_t i = 1; i < s->n; i++) {
        if (s->p[i] == '\\') {
            i++;
        } else if (s->p[i] == '>') {
            *out = slice_head(*s, i + 1);
            *s = slice_skip(*s, i + 1);
            return slice_starts(*s, SLICE(", "));
        }
    }
    return false;
}

/* The value of a field that nobody but amavis chooses. */
static slice take_value(slice *s)
{
    slice value = slice_head(*s, slice_find_str(*s, SLICE(", ")));

    *s = slice_skip(*s, value.n);
    return value;
}

static bool is_score(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '.')
            return false;
    return s.n > 0;
}

static bool take_score(slice *s, struct amavis_summary *out)
{
    out->hits = take_value(s);
    return is_score(out->hits) && take(s, SLICE(", size: ")) && take_number(s, &out->size);
}

static bool is_other_field(slice s)
{
    static const slice names[] = { WORDS("quarantine: "), WORDS("mail_id: "), WORDS("b: "),
                                   WORDS("secret_id: "),  WORDS("tls: "),     WORDS("(") };

    return starts_any(s, names, COUNT_OF(names));
}

/* Up to the size, in whatever order. */
static bool take_fields(slice *s, struct amavis_summary *out)
{
    slice other;

    while (take(s, SLICE(", "))) {
        if (take(s, SLICE("Hits: ")))
            return take_score(s, out);
        if (take(s, SLICE("Queue-ID: ")))
            out->queue_id = take_value(s);
        else if (take(s, SLICE("Message-ID: "))          ? !take_message_id(s, &out->message_id)
                 : take(s, SLICE("Resent-Message-ID: ")) ? !take_message_id(s, &other)
                                                         : !is_other_field(*s))
            return false;
        else if (!slice_starts(*s, SLICE(", ")))
            (void)take_value(s);
    }
    return false;
}

static bool is_time(slice s)
{
    uint64_t ms;

    return take_number(&s, &ms) && slice_eq(s, SLICE(" ms"));
}

/* ", Tests: [A=1,B=0.1], dkim_sd=selector:domain, 321 ms" */
static bool is_end(slice s)
{
    slice other;

    if (take(&s, SLICE(", Tests: [")) && !take_until(&s, SLICE("]"), &other))
        return false;
    if (slice_starts(s, SLICE(", dkim_sd=")) || slice_starts(s, SLICE(", dkim_new=")))
        s = slice_skip(s, find_last(s, SLICE(", ")));
    return take(&s, SLICE(", ")) && is_time(s);
}

/* Behind the category and its names. */
static bool read_rest(slice s, struct amavis_summary *out)
{
    if (!take_envelope(&s, out) || !take_fields(&s, out))
        return false;
    if (take(&s, SLICE(", pt: ")))
        (void)take_value(&s);
    if (take(&s, SLICE(", queued_as: ")))
        out->queued_as = take_value(&s);
    out->is_whole = is_end(s);
    return out->is_whole || slice_starts(s, SLICE(", "));
}

/* A reading to the end is better than one that leaves fields which are not known. */
struct readings {
    struct amavis_summary whole, part;
    unsigned n_whole, n_part;
};

static void add_reading(struct readings *all, const struct amavis_summary *one)
{
    if (one->is_whole && all->n_whole++ == 0)
        all->whole = *one;
    if (!one->is_whole && all->n_part++ == 0)
        all->part = *one;
}

/* Behind the category: " (names)" and all the rest. */
static bool read_named(slice s, struct amavis_summary *out)
{
    struct readings all = { 0 };
    unsigned n = 0;

    for (size_t at = slice_find(s, ')'); at < s.n && n < NAMES_MAX;
         at += 1 + slice_find(slice_skip(s, at + 1), ')')) {
        struct amavis_summary one = *out;

        if (!is_end_of_names(slice_skip(s, at)))
            continue;
        n++;
        if (read_rest(slice_skip(s, at + 1), &one))
            add_reading(&all, &one);
    }
    if (all.n_whole == 1 || (all.n_whole == 0 && all.n_part == 1)) {
        *out = all.n_whole ? all.whole : all.part;
        return n < NAMES_MAX;
    }
    return false;
}

static size_t category_length(slice s)
{
    size_t n = 0;

    while (n < s.n &&
           ((s.p[n] >= 'A' && s.p[n] <= 'Z') || is_digit(s.p[n]) || s.p[n] == '-' || s.p[n] == ','))
        n++;
    return n > 0 && s.p[n - 1] == ',' ? n - 1 : n;
}

bool amavis_read_summary(slice s, struct amavis_summary *out)
{
    *out = (struct amavis_summary){ 0 };
    out->is_blocked = slice_starts(s, SLICE("Blocked "));
    if (!take(&s, SLICE("Blocked ")) && !take(&s, SLICE("Passed ")))
        return false;
    out->category = slice_head(s, category_length(s));
    s = slice_skip(s, out->category.n);
    if (out->category.n == 0)
        return false;
    return slice_starts(s, SLICE(" (")) ? read_named(s, out) : read_rest(s, out);
}
