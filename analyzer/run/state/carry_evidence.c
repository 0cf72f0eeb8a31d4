/*
 * Texts that are literals in a detector are read back as the arena's, so that a piece of evidence
 * says what it said when it was found, whatever its detector says by now.
 */
#include "analyzer/run/state/carry_watched.h"

static void carry_quote(struct carrier *c, struct quote *q)
{
    carry_cite(c, &q->at);
    CARRY_SIGNED(c, q->when);
    carry_text(c, &q->raw);
}

static void carry_quotes(struct carrier *c, struct quotes *qs)
{
    CARRY(c, qs->n);
    if (carrier_loads(c))
        qs->at = arena_new(c->texts, quotes_kept(qs) * sizeof(*qs->at));
    for (size_t i = 0; i < QUOTES_EACH; i++) {
        if (qs->n > i)
            carry_quote(c, &qs->at[i]);
        if (qs->n > QUOTES_EACH + i)
            carry_quote(c, &qs->at[QUOTES_EACH + i]);
    }
}

static void carry_rhythm(struct carrier *c, struct rhythm *r)
{
    CARRY(c, r->total);
    CARRY_SIGNED(c, r->first);
    CARRY(c, r->step);
    for (int i = 0; i < RHYTHM_PARTS; i++)
        CARRY(c, r->counts[i]);
}

static void carry_numbers(struct carrier *c, struct evidence *e)
{
    size_t n = carry_count(c, e->n_numbers);

    e->n_numbers = n < NUMBERS_MAX ? n : NUMBERS_MAX;
    if (carrier_loads(c))
        e->numbers = arena_new(c->texts, e->n_numbers * sizeof(*e->numbers));
    for (size_t i = 0; i < e->n_numbers; i++) {
        carry_literal(c, &e->numbers[i].name);
        CARRY(c, e->numbers[i].unit);
        CARRY_SIGNED(c, e->numbers[i].value);
    }
}

static void carry_against(struct carrier *c, struct evidence *e)
{
    size_t n = carry_count(c, e->n_against);

    e->n_against = n < AGAINST_MAX ? n : AGAINST_MAX;
    for (size_t i = 0; i < e->n_against; i++) {
        carry_literal(c, &e->against[i].text);
        CARRY_SIGNED(c, e->against[i].weight);
    }
}

static void carry_words(struct carrier *c, struct evidence *e)
{
    carry_text(c, &e->anchor);
    carry_text(c, &e->owner);
    carry_literal(c, &e->headline);
    carry_literal(c, &e->why);
    carry_literal(c, &e->advice);
    carry_numbers(c, e);
    carry_against(c, e);
}

/* The second bit is younger than the first. */
static void carry_flags(struct carrier *c, struct evidence *e)
{
    unsigned flags = (e->is_operators ? 1U : 0) | (e->has_company ? 2U : 0);

    CARRY(c, flags);
    e->is_operators = flags & 1;
    e->has_company = flags & 2;
}

void carry_evidence(struct carrier *c, struct evidence *e)
{
    CARRY(c, e->identity);
    CARRY(c, e->family);
    CARRY_SIGNED(c, e->weight);
    CARRY(c, e->warrants);
    CARRY(c, e->certainty);
    CARRY(c, e->is_ripe);
    carry_flags(c, e);
    CARRY(c, e->announced);
    CARRY_SIGNED(c, e->first);
    CARRY_SIGNED(c, e->last);
    CARRY(c, e->lines);
    carry_rhythm(c, &e->rhythm);
    carry_words(c, e);
    carry_quotes(c, &e->accepted);
    carry_quotes(c, &e->subject);
    carry_quotes(c, &e->from);
    carry_quotes(c, &e->queued);
    carry_quotes(c, &e->other);
}
