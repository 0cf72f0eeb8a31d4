/*
 * The servers' own commands. Ids go through standard input, so that no number of them is too many
 * for a command line. What suspends a login is a table or a folder that holds nothing else, so
 * that taking it back touches no line of anybody's.
 */
#include "reports/steps_words.h"

#include "reports/steps.h"

#define SAID "Sending is suspended, please call the help desk"

static void ids(struct buf *b, const struct held *h)
{
    buf_add(b, SLICE("printf '%s\\n'"));
    for (size_t i = 0; i < h->n; i++) {
        if (!shell_is_plain(h->at[i].id))
            continue;
        buf_add(b, SLICE(" "));
        shell_quote(b, h->at[i].id);
    }
    buf_add(b, SLICE(" | "));
}

/* An instance beside the first is called as its lines are (syslog_name's preset). */
static void hold_postfix(struct buf *b, const struct held *h)
{
    ids(b, h);
    if (!slice_eq(h->at->instance, SLICE("postfix"))) {
        buf_add(b, SLICE("postmulti -i "));
        shell_quote(b, h->at->instance);
        buf_add(b, SLICE(" -x "));
    }
    buf_add(b, h->is_undone ? SLICE("postsuper -H -") : SLICE("postsuper -h -"));
}

static void hold_exim(struct buf *b, const struct held *h)
{
    ids(b, h);
    buf_add(b, h->is_undone ? SLICE("xargs exim -Mt") : SLICE("xargs exim -Mf"));
}

/* By the id: -qS would take a part of the sender, and hold other people's mail. */
static void hold_sendmail(struct buf *b, const struct held *h)
{
    ids(b, h);
    if (h->is_undone)
        buf_add(b, SLICE("xargs -I ID sendmail -qQ -Q -qIID"));
    else
        buf_addf(b, "xargs -I ID sendmail -Q'%s' -qIID", h->finding);
}

static void suspend_postfix(struct buf *b, slice login, bool is_undone)
{
    if (is_undone) {
        buf_add(b, SLICE("postmap -d "));
        shell_quote(b, login);
        buf_add(b, SLICE(" hash:/etc/postfix/suspended_logins"));
        return;
    }
    buf_addf(b, "printf '%%s REJECT " SAID "\\n' ");
    shell_quote(b, login);
    buf_add(b, SLICE(" | postmap -i -r hash:/etc/postfix/suspended_logins"));
}

static void suspend_exim(struct buf *b, slice login, bool is_undone)
{
    buf_add(b, is_undone ? SLICE("rm -f /etc/exim4/suspended_logins/")
                         : SLICE("touch /etc/exim4/suspended_logins/"));
    shell_quote(b, login);
}

static void suspend_sendmail(struct buf *b, slice login, bool is_undone)
{
    buf_add(b, is_undone ? SLICE("editmap -x hash /etc/mail/suspended_logins ")
                         : SLICE("editmap -u hash /etc/mail/suspended_logins "));
    shell_quote(b, login);
    if (!is_undone)
        buf_add(b, SLICE(" REJECT"));
}

static void suspend_dovecot(struct buf *b, slice login, bool is_undone)
{
    if (!is_undone) {
        buf_add(b, SLICE("printf '%s\\n' "));
        shell_quote(b, login);
        buf_add(b, SLICE(" >"));
    } else {
        buf_add(b, SLICE("rm -f "));
    }
    buf_add(b, SLICE("/etc/dovecot/suspended_logins/smtp/"));
    shell_quote(b, login);
    buf_add(b, SLICE("; doveadm auth cache flush "));
    shell_quote(b, login);
    if (is_undone)
        return;
    buf_add(b, SLICE("; doveadm kick "));
    shell_quote(b, login);
    buf_add(b, SLICE(" || :")); /* nobody is logged in */
}

static const struct server_words servers[] = {
    { "postfix", hold_postfix, suspend_postfix,
      "Needs check_sasl_access hash:/etc/postfix/suspended_logins, once. An open session goes on "
      "until it ends." },
    { "exim", hold_exim, suspend_exim,
      "Needs the ACL that looks into /etc/exim4/suspended_logins, once." },
    { "sendmail", hold_sendmail, suspend_sendmail,
      "Needs Local_check_mail with the map /etc/mail/suspended_logins, once." },
    { "dovecot", NULL, suspend_dovecot,
      "Where Dovecot checks logins; needs the passdb that denies, once. An open session goes on "
      "until it ends." },
};

const struct server_words *server_words_of(slice server)
{
    for (size_t i = 0; i < sizeof(servers) / sizeof(*servers); i++)
        if (slice_eq(server, slice_str(servers[i].server)))
            return &servers[i];
    return NULL;
}

const struct server_words *server_words_find(const char *server)
{
    return server_words_of(slice_str(server));
}
