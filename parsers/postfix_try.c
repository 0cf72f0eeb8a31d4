/*
 * What smtp and lmtp log of one server before they try the next, or give up:
 *
 *   QID: host name[ip] said: 450 4.2.0 words (in reply to RCPT TO command)
 *   QID: host name[ip] refused to talk to me: 421 words
 *   QID: lost connection with name[ip] while sending RCPT TO
 *   QID: conversation with name[ip] timed out while sending end of data
 *   QID: SASL authentication failed; server name[ip] said: 535 words
 *   SSL_connect error to name[ip]:25: lost connection
 *   connect to name[ip]:25: Connection timed out
 *
 * Seen on 3.7.11, but for conversation, SASL and SSL_connect, which are from logs that others
 * published. A delivery line follows; where a later server took the mail, what the first ones
 * said of us stands only here.
 * The reply is the other server's and may imitate anything but what is cut off at its end.
 */
#include "parsers/postfix.h"

static const slice begins[] = {
    WORDS("host "),
    WORDS("connect to "),
    WORDS("lost connection with "),
    WORDS("conversation with "),
    WORDS("SASL authentication failed; server "),
    WORDS("SSL_connect error to "),
};

static void read_words(slice s, struct fact *f)
{
    static const slice command = WORDS(" (in reply to ");
    size_t at;

    (void)(take(&s, SLICE(" said: ")) || take(&s, SLICE(" refused to talk to me: ")) ||
           take(&s, SLICE(": ")) || take(&s, SLICE(" ")));
    f->text = s;
    at = find_last(s, command);
    if (at == s.n || !slice_ends(s, SLICE(")")))
        return;
    f->text = slice_head(s, at);
    f->stage = slice_skip(slice_head(s, s.n - 1), at + command.n);
    if (slice_ends(f->stage, SLICE(" command")))
        f->stage.n -= SLICE(" command").n;
}

enum verdict read_try(slice id, slice s, struct facts *out)
{
    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        slice rest = s;
        struct fact *f;

        if (!take(&rest, begins[i]))
            continue;
        f = facts_add(out, FACT_TRY);
        f->queue_id = id;
        if (!take_peer(&rest, &f->relay))
            break;
        read_words(rest, f);
        return VERDICT_PARSED;
    }
    out->n = 0; /* "connect to subsystem", of debugging */
    return read_tls(s, out);
}
