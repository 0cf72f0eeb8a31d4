/*
 * What a user's Sieve script made of mail that was delivered:
 *
 *   lmtp(user)<pid><session>: sieve: msgid=<id>: redirect action: forwarded to <address>
 *   ... vacation action: sent vacation response to <address>
 *   ... notify action: sent mail notification to <address>
 *   ... reject action: rejected message from <address> (reject)
 *
 * Seen on 2.3.19 with LMTP; before 2.3.18 the words "redirect action: " and their like are
 * missing (unverified), as they are in "lda(user): " and "lmtp(pid, user): session: ".
 *
 * A redirected message is a new one of the mail server under the same Message-ID, the others
 * carry one of Dovecot's. The Message-ID is the sender's and may imitate what follows it, so
 * the words are looked for from the end; there stand only the user's own.
 */
#include "parsers/dovecot.h"

/* The address in <> behind the last such words, if it ends the text. */
static bool find_recipient(slice s, slice words, slice *id, slice *recipient)
{
    size_t at = find_last(s, words);

    if (at == s.n || !slice_ends(s, SLICE(">")))
        return false;
    *id = slice_head(s, at);
    *recipient = slice_of(s.p + at + words.n, s.n - at - words.n - 1);
    return true;
}

static slice message_id_of(slice s)
{
    static const slice actions[] = { WORDS(": redirect action"), WORDS(": vacation action"),
                                     WORDS(": notify action"), WORDS(": reject action") };

    for (size_t i = 0; i < COUNT_OF(actions); i++)
        if (slice_ends(s, actions[i]))
            return slice_head(s, s.n - actions[i].n);
    return s;
}

static enum verdict add(const struct dovecot_head *head, enum fact_kind kind, slice id,
                        struct facts *out)
{
    struct fact *f = facts_add(out, kind);

    f->login = head->user;
    f->message_id = message_id_of(id);
    return VERDICT_PARSED;
}

static bool is_rejection(slice s, slice *id, slice *recipient)
{
    static const slice words = WORDS(" (reject)");

    return slice_ends(s, words) &&
           find_recipient(slice_head(s, s.n - words.n), SLICE(": rejected message from <"), id,
                          recipient);
}

static enum verdict read_action(const struct dovecot_head *head, slice s, struct facts *out)
{
    enum verdict verdict;
    slice id, recipient;

    if (find_recipient(s, SLICE(": forwarded to <"), &id, &recipient))
        verdict = add(head, FACT_REDIRECTED, id, out);
    else if (find_recipient(s, SLICE(": sent vacation response to <"), &id, &recipient) ||
             find_recipient(s, SLICE(": sent mail notification to <"), &id, &recipient) ||
             is_rejection(s, &id, &recipient))
        verdict = add(head, FACT_ANSWERED, id, out);
    else
        return ignored(out, "delivered to a mailbox");
    out->at[0].recipient = recipient;
    return verdict;
}

/* "session: sieve: ", of older versions. */
static bool take_sieve(slice *s)
{
    slice rest = *s;
    size_t at = slice_find_str(rest, SLICE(": "));

    if (take(s, SLICE("sieve: msgid=")))
        return true;
    if (at == rest.n || slice_find(rest, ' ') < at)
        return false;
    rest = slice_skip(rest, at + 2);
    if (!take(&rest, SLICE("sieve: msgid=")))
        return false;
    *s = rest;
    return true;
}

enum verdict read_dovecot_sieve(const struct dovecot_head *head, slice s, struct facts *out)
{
    if (!take_sieve(&s))
        return ignored(out, "of a mailbox or a service");
    return read_action(head, s, out);
}
