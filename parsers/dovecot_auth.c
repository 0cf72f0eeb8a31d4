/*
 * What Dovecot's auth says of a try to log in, at its own services or at a server that asks it:
 *
 *   auth: passwd-file(user,ip[,<session>]): Password mismatch
 *   auth-worker(pid): conn unix:auth-worker (pid=1,uid=2): auth-worker<3>: sql(user,ip): unknown
 * user auth: plain(?,ip): Username character disallowed by auth_username_chars: 0x3e (username: u)
 *   auth-worker(default): pam(user,ip): pam_authenticate() failed: words       (1.x, unverified)
 *
 * Only with auth_verbose. Seen on 2.3.19, for passwd-file; sql, ldap and pam are from logs that
 * others published. The server that asked tells of the same try in its own words.
 *
 * One line for each passdb that was asked, also when a later one let the user in: with a
 * session it is one of Dovecot's own, whose login line counts the attempts, and is ignored.
 *
 * Blind to: tries of one of its own services that failed before the same session logged in.
 *
 * The name is what the client typed, and so is a password behind the words where they are logged
 * (auth_verbose_passwords): a line that can be read in two ways is nobody's.
 */
#include "parsers/dovecot.h"

static const slice failures[] = {
    WORDS("Password mismatch"), WORDS("password mismatch"),   WORDS("unknown user"),
    WORDS("Unknown user"),      WORDS("invalid credentials"), WORDS("Invalid credentials"),
    WORDS("Empty username"),
};

/* More words of the server follow these. */
static const slice beginnings[] = {
    WORDS("pam_authenticate() failed: "),
    WORDS("pam_acct_mgmt() failed: "),
    WORDS("Username character disallowed by auth_username_chars: "),
    WORDS("unknown user - "),
    WORDS("Password mismatch - "),
};

static bool tells_failure(slice words)
{
    if (starts_any(words, beginnings, COUNT_OF(beginnings)))
        return true;
    for (size_t i = 0; i < COUNT_OF(failures); i++) {
        slice rest = words;

        if (take(&rest, failures[i]) && (rest.n == 0 || slice_starts(rest, SLICE(" ("))))
            return true;
    }
    return false;
}

static bool is_address(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] >= 'a' && s.p[i] <= 'f') &&
            !(s.p[i] >= 'A' && s.p[i] <= 'F') && s.p[i] != ':' && s.p[i] != '.')
            return false;
    return s.n > 0;
}

/* "user,ip[,<session>]" */
static bool read_who(slice s, struct fact *f)
{
    size_t at = slice_rfind(s, ',');

    if (at < s.n && slice_ends(s, SLICE(">")) && s.p[at + 1] == '<') {
        f->session = slice_of(s.p + at + 2, s.n - at - 3);
        s = slice_head(s, at);
        at = slice_rfind(s, ',');
    }
    if (at == s.n || !is_address(slice_skip(s, at + 1)))
        return false;
    f->login = slice_head(s, at);
    f->client.ip = slice_skip(s, at + 1);
    return true;
}

/* How many ways there are to read "user,ip): words"; *f is of the first. */
static unsigned count_readings(slice s, struct fact *f)
{
    static const slice end = WORDS("): ");
    unsigned n = 0;

    for (size_t at = slice_find_str(s, end); at < s.n;
         at += 1 + slice_find_str(slice_skip(s, at + 1), end)) {
        slice words = slice_skip(s, at + end.n);
        struct fact other = { 0 };

        if (!tells_failure(words) || !read_who(slice_head(s, at), &other))
            continue;
        other.text = words;
        if (n++ == 0)
            *f = other;
    }
    return n;
}

/* "conn unix:auth-worker (pid=1,uid=2): auth-worker<3>: " */
static void skip_connection(slice *s)
{
    slice rest = *s;
    size_t at = slice_find_str(rest, SLICE("): auth-worker<"));

    if (!take(&rest, SLICE("conn unix:")) || at == s->n)
        return;
    rest = slice_skip(*s, at);
    at = slice_find_str(rest, SLICE(">: "));
    if (at < rest.n)
        *s = slice_skip(rest, at + SLICE(">: ").n);
}

static bool take_driver(slice *s)
{
    size_t at = slice_find(*s, '(');

    if (at == 0 || at == s->n || slice_find(slice_head(*s, at), ' ') < at)
        return false;
    *s = slice_skip(*s, at + 1);
    return true;
}

static enum verdict add_failure(const struct fact *who, unsigned readings, struct facts *out)
{
    struct fact *f;

    if (who->session.n)
        return ignored(out, "a try that its login line counts");
    f = facts_add(out, FACT_AUTH_FAILED);
    f->is_seconded = true;
    f->count = 1;
    f->text = who->text;
    if (readings > 1)
        return VERDICT_PARSED;
    f->client.ip = who->client.ip;
    f->login = slice_eq(who->login, SLICE("?")) ? slice_of(NULL, 0) : who->login;
    return VERDICT_PARSED;
}

enum verdict read_dovecot_auth(slice s, struct facts *out)
{
    struct fact who = { 0 };
    unsigned readings;

    skip_connection(&s);
    if (!take_driver(&s))
        return ignored(out, "of the auth service");
    readings = count_readings(s, &who);
    return readings ? add_failure(&who, readings, out) : ignored(out, "of the auth service");
}
