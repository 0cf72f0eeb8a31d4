/* One message after the other: who and what, then a line for each step, then what became of it. */
#include "reports/text_parts.h"

#include "reports/path_words.h"

static void labelled(struct out *o, const char *what, slice value)
{
    if (value.n == 0)
        return;
    text_pad(o, 2);
    text_labelled(o, what, value);
}

static void head(struct out *o, const struct path *p)
{
    struct buf b = { 0 };

    out_lit(o, "Message ");
    out_text(o, p->message_id.n ? p->message_id : text_word(TELL_NO_MESSAGE_ID));
    out_lit(o, "\n");
    labelled(o, "Account", p->account);
    labelled(o, "Login", p->login);
    labelled(o, "Sender", p->sender.n ? p->sender : SLICE("<>"));
    labelled(o, "Subject", p->subject);
    labelled(o, "Client", p->client_ip);
    if (p->size || p->nrcpt)
        words_add(&b, TELL_SIZE, gap_count(p->size), gap_count(p->nrcpt));
    labelled(o, "Size", buf_slice(&b));
    buf_free(&b);
}

static void part(struct out *o, const char *before, slice s)
{
    if (s.n == 0)
        return;
    out_text(o, slice_str(before));
    out_text(o, s);
}

static void step(struct out *o, const struct result *r, const struct path_step *s)
{
    out_lit(o, "  ");
    out_time(o, s->when);
    part(o, " ", s->host);
    part(o, " ", s->id);
    out_lit(o, "  ");
    out_text(o, slice_str(path_words(s)));
    part(o, " ", s->filter);
    part(o, " to ", s->recipient);
    part(o, " for ", s->orig_to);
    part(o, " by ", s->relay);
    part(o, " ", s->dsn);
    part(o, " -> ", s->next_id);
    out_lit(o, "\n      ");
    out_text(o, result_input_name(r, s->at.input));
    out_lit(o, ":");
    out_int(o, s->at.line);
    out_lit(o, ": ");
    out_text(o, s->raw);
    out_lit(o, "\n");
}

static void outcomes(struct out *o, const struct path *p)
{
    struct buf b = { 0 };

    for (int i = 0; i < OUTCOMES; i++)
        if (p->outcomes[i])
            buf_addf(&b, "%s%ju %s", b.n ? ", " : "", (uintmax_t)p->outcomes[i], outcome_names[i]);
    labelled(o, "Addresses", b.n ? buf_slice(&b) : text_word(TELL_NO_ADDRESS));
    buf_free(&b);
}

void path_text_write(struct out *o, const struct result *r, const struct paths *paths)
{
    for (size_t i = 0; i < paths->n; i++) {
        const struct path *p = &paths->at[i];

        if (i)
            out_lit(o, "\n");
        head(o, p);
        for (size_t k = 0; k < p->n_steps; k++)
            step(o, r, &p->steps[k]);
        outcomes(o, p);
    }
    if (paths->n)
        out_lit(o, "\n");
    text_say(o, TELL_MESSAGES, gap_count(paths->n));
    if (paths->left_out)
        text_say(o, TELL_PATHS_LEFT, gap_count(paths->left_out));
    out_lit(o, "\n");
}
