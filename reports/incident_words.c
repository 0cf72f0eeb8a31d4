#include "reports/incident_words.h"

#include "analyzer/base/clock.h"

static void add_share(struct buf *b, const struct new_mail *m, const char *where)
{
    buf_addf(b, "%ju of %ju %s", (uintmax_t)m->of_most, (uintmax_t)m->recipients, where);
}

/* Its shares are those of the accounts that wrote most: where that is another one, they are not
   the culprit's. */
static void add_culprit(struct buf *b, const struct incident *is)
{
    bool is_there = is->there.most == is->culprit, is_first = is_there;

    buf_addf(b,
             " The likely cause is " SLICE_FMT
             ": of the new recipients of the day before it wrote to ",
             SLICE_ARG(is->culprit->name));
    if (is_there)
        add_share(b, &is->there, "there");
    if (is->everywhere.most == is->culprit) {
        buf_addf(b, "%s", is_first ? " and to " : "");
        add_share(b, &is->everywhere, "everywhere");
    }
    buf_addf(b, ", and what was found of it without this comes to %d.%03d.", is->sum / 1000,
             is->sum % 1000);
}

void incident_words(struct buf *b, const struct incident *is)
{
    char first[32], last[32];

    buf_addf(
        b,
        SLICE_FMT " refused or deferred mail for the address that it came from, %.16s to %.16s: "
                  "%ju recipient%s of %ju account%s (%ju wrote there meanwhile).",
        SLICE_ARG(is->organisation), clock_local_text(is->first, first),
        clock_local_text(is->last, last), (uintmax_t)is->recipients, is->recipients == 1 ? "" : "s",
        (uintmax_t)is->accounts, is->accounts == 1 ? "" : "s", (uintmax_t)is->senders);
    if (is->culprit)
        add_culprit(b, is);
    else
        buf_add(b, SLICE(" No single account explains it."));
    if (is->is_short)
        buf_add(b, SLICE(" Less than the day before it is known."));
}

void incident_hurt_words(struct buf *b, const struct incident *is, size_t most)
{
    if (is->n_hurt == 0)
        return;
    buf_addf(b, "%s: ", is->culprit ? "Hurt by it, and not the cause" : "Hurt by it");
    for (size_t i = 0; i < is->n_hurt && i < most; i++)
        buf_addf(b, "%s" SLICE_FMT " (%ju)", i ? ", " : "", SLICE_ARG(is->hurt[i].account->name),
                 (uintmax_t)is->hurt[i].recipients);
    if (is->n_hurt > most)
        buf_addf(b, " and %zu more", is->n_hurt - most);
    buf_add(b, SLICE("."));
}
