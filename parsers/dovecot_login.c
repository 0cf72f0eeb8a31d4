/*
 * Logins at Dovecot's own services, and those that failed:
 *
 *   imap-login: Login: user=<u>, method=PLAIN, rip=ip, lip=ip, mpid=n, TLS, session=<s>
 *   imap-login: Disconnected: how (auth failed, 3 attempts in 14 secs): user=<u>, method=, rip=,
 *     lip=, secured, session=<s>
 *   imap-login: Aborted login (1 authentication attempts): user=<u>, ...          (1.2, unverified)
 *   imap-login: Logged in: user=<u>, ...                                          (2.4, unverified)
 *   imap-login: Login aborted: how (auth failed, 1 attempts in 2 secs) (auth_failed): user=<u>, ...
 *                                                                                 (2.4, unverified)
 *
 * Seen on 2.3.19 of imap, pop3, submission and managesieve, but where it says otherwise.
 *
 * The name is what the client typed, and its method is the client's word: rip= and lip= are the
 * last ones of their kind, because nothing of the client follows them.
 *
 * Blind to: how many of the attempts were one try by several methods; other elements or another
 * order (login_log_format_elements) where rip= does not stand behind the name.
 */
#include "parsers/dovecot.h"

static bool is_address_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
           c == '.' || c == '%';
}

static slice address_at(slice s)
{
    size_t n = 0;

    while (n < s.n && is_address_byte(s.p[n]))
        n++;
    return n == s.n || s.p[n] == ',' ? slice_head(s, n) : slice_of(NULL, 0);
}

/* "user=<u>[, method=M]" */
static bool read_name(slice s, struct fact *f)
{
    static const slice words = WORDS(">, method=");
    size_t at;

    if (!take(&s, SLICE("user=<")))
        return s.n == 0; /* older versions print none where there is none */
    if (slice_ends(s, SLICE(">"))) {
        f->login = slice_head(s, s.n - 1);
        return true;
    }
    at = find_last(s, words);
    if (at == s.n)
        return false;
    f->login = slice_head(s, at);
    f->method = slice_skip(s, at + words.n);
    return true;
}

bool take_login_fields(slice s, struct fact *f)
{
    static const slice words = WORDS("rip=");
    size_t at = find_last(s, words);
    slice head = slice_head(s, at);

    if (at == s.n)
        return false;
    f->client.ip = address_at(slice_skip(s, at + words.n));
    if (head.n && !slice_ends(head, SLICE(", ")))
        return false;
    return f->client.ip.n && read_name(slice_head(head, head.n ? head.n - 2 : 0), f);
}

static slice service_of(slice program)
{
    return slice_head(program, program.n - SLICE("-login").n);
}

static enum verdict add(const struct dovecot_head *head, enum fact_kind kind, slice fields,
                        struct facts *out)
{
    struct fact *f = facts_add(out, kind);

    f->stage = service_of(head->service);
    if (!take_login_fields(fields, f))
        return malformed(out, "login line cut off or not readable");
    return VERDICT_PARSED;
}

/* "(auth failed, 3 attempts in 14 secs)", "(auth failed)", "(1 authentication attempts)" */
static uint32_t attempts_in(slice words)
{
    slice rest = slice_skip(words, slice_find_str(words, SLICE("(auth failed")));
    uint64_t n = 1;

    if (rest.n) {
        if (take(&rest, SLICE("(auth failed, ")))
            (void)take_number(&rest, &n);
        return small(n);
    }
    rest = slice_skip(words, slice_rfind(words, '('));
    if (take(&rest, SLICE("(")) && take_number(&rest, &n) &&
        slice_starts(rest, SLICE(" authentication attempts)")))
        return small(n);
    return 0;
}

/* The password was right or wrong, and it was of no use. */
static bool was_refused(slice words)
{
    return slice_ends(words, SLICE("(user disabled)")) ||
           slice_ends(words, SLICE("(password expired)")) ||
           slice_ends(words, SLICE("(authorization failed)"));
}

static enum verdict read_failed(const struct dovecot_head *head, slice words, slice fields,
                                struct facts *out)
{
    uint32_t count = attempts_in(words);
    enum verdict verdict;

    if (count == 0 && !was_refused(words))
        return ignored(out, "left without a try to log in");
    verdict = add(head, FACT_AUTH_FAILED, fields, out);
    if (verdict != VERDICT_PARSED)
        return verdict;
    out->at[0].count = count ? count : 1;
    out->at[0].text = slice_skip(words, slice_rfind(words, '('));
    return verdict;
}

static bool is_end(slice s)
{
    static const slice begins[] = { WORDS("Disconnected"), WORDS("Aborted login"),
                                    WORDS("Login aborted"), WORDS("Connection closed") };

    return starts_any(s, begins, COUNT_OF(begins));
}

enum verdict read_dovecot_login(const struct dovecot_head *head, slice s, struct facts *out)
{
    size_t at = slice_find_str(s, SLICE(": user=<"));

    if (take(&s, SLICE("Login: ")) || take(&s, SLICE("Logged in: ")))
        return add(head, FACT_LOGIN, s, out);
    if (is_end(s) && at < s.n)
        return read_failed(head, slice_head(s, at), slice_skip(s, at + 2), out);
    if (is_end(s))
        return ignored(out, "left without a try to log in");
    return ignored(out, "of a login service");
}
