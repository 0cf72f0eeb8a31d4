/*
 * Lines that say nothing that counts, by how they begin. What is in none of these forms is not
 * known, and a new version may say something with it.
 */
#include "parsers/sendmail.h"

static const struct {
    slice words;
    const char *why;
} beginnings[] = {
    { WORDS("alias "), "alias or .forward expanded" },
    { WORDS("forward "), "alias or .forward expanded" },
    { WORDS("Authentication-Warning: "), "local user set the sender" },
    { WORDS("SYSERR"), "server's own trouble" },
    { WORDS("SMTP outgoing connect"), "connection to another server" },
    { WORDS("makeconnection "), "connection to another server" },
    { WORDS("AUTH=client"), "login at another server" },
    { WORDS("AUTH"), "methods of login" },
    { WORDS("STARTTLS"), "TLS trouble or setup" },
    { WORDS("TLS: "), "TLS trouble or setup" },
    { WORDS("tls_"), "TLS trouble or setup" },
    { WORDS("Milter"), "milter at work" },
    { WORDS("milter"), "milter at work" },
    { WORDS("Sending \""), "milter at work" },
    { WORDS("Saved message in "), "undeliverable notice saved" },
    { WORDS("--- "), "dialogue with a client" },
    { WORDS("<-- "), "dialogue with a client" },
    { WORDS("Null connection from "), "dialogue with a client" },
    { WORDS("INVALID"), "dialogue with a client" },
    { WORDS("starting daemon "), "server at work" },
    { WORDS("started as: "), "server at work" },
    { WORDS("stopping daemon"), "server at work" },
    { WORDS("restarting "), "server at work" },
    { WORDS("runqueue: "), "server at work" },
    { WORDS("rejecting connections on daemon "), "server is busy" },
    { WORDS("accepting connections "), "server is busy" },
    { WORDS("deferring connections "), "server is busy" },
    { WORDS("delaying="), "server is busy" },
    { WORDS("locked"), "queue file in use" },
    { WORDS("unlocked"), "queue file in use" },
    { WORDS("unlock"), "queue file in use" },
    { WORDS("grew WARNING"), "queue file in use" },
    { WORDS("Losing "), "queue file damaged" },
    { WORDS("dropenvelope"), "queue file in use" },
    { WORDS("assigned id"), "queue file in use" },
    { WORDS("putbody: "), "connection to another server" },
    { WORDS("timeout "), "connection to another server" },
    { WORDS("alias database "), "aliases built" },
    { WORDS("/etc/"), "aliases built" },
    { WORDS("poststats: "), "server at work" },
    { WORDS("gethostbyaddr"), "names looked up" },
    { WORDS("getauthinfo"), "names looked up" },
    { WORDS("name server "), "names looked up" },
    { WORDS("My unqualified host name "), "names looked up" },
    { WORDS("unable to qualify my own domain name "), "names looked up" },
    { WORDS("engine="), "TLS trouble or setup" },
    { WORDS("error: safesasl"), "methods of login" },
    { WORDS("sql_select option missing"), "methods of login" },
    { WORDS("auxpropfunc error"), "methods of login" },
    { WORDS("ldapdb"), "methods of login" },
    { WORDS("WARNING: "), "server's own trouble" },
    { WORDS("NOQUEUE: "), "server's own trouble" },
    { WORDS("problem creating "), "server's own trouble" },
    { WORDS("hash map "), "server's own trouble" },
    { WORDS("MCI@"), "server's own trouble" },
    { WORDS("daemon "), "server at work" },
};

/* "   3: fl=0x2, mode=140777: SOCK ...": behind some SYSERR, what the process has open. */
static bool is_open_file(slice s)
{
    uint64_t number;

    while (take(&s, SLICE(" ")))
        continue;
    return take_number(&s, &number) && slice_starts(s, SLICE(": fl="));
}

enum verdict read_sendmail_other(slice s, struct facts *out)
{
    for (size_t i = 0; i < COUNT_OF(beginnings); i++)
        if (slice_starts(s, beginnings[i].words))
            return ignored(out, beginnings[i].why);
    return ignored(out, is_open_file(s) ? "server's own trouble" : why_not_known);
}
