/* A number that is added to struct sums is added here, too, or totals will not hold. */
#include "analyzer/model/books.h"
#include "analyzer/model/reply.h"

void sums_add(struct sums *to, const struct sums *one)
{
    to->messages += one->messages;
    to->recipients += one->recipients;
    for (int i = 0; i < OUTCOMES; i++)
        to->outcomes[i] += one->outcomes[i];
    to->bytes += one->bytes;
    to->external += one->external;
    to->rejects += one->rejects;
    to->with_login += one->with_login;
    to->auth_failed += one->auth_failed;
}

void traffic_add(struct traffic *to, const struct traffic *one)
{
    sums_add(&to->sums, &one->sums);
    to->merged += one->merged;
    to->sessions += one->sessions;
}

void verdicts_add(uint64_t to[VERDICTS], const uint64_t from[VERDICTS])
{
    for (int v = 0; v < VERDICTS; v++)
        to[v] += from[v];
}

uint64_t reply_sums_all(const struct reply_sums *s)
{
    uint64_t n = 0;

    for (int i = 0; i < REPLY_REASONS; i++)
        n += s->reasons[i];
    return n;
}

unsigned reply_sums_read(const struct reply_sums *s)
{
    uint64_t all = reply_sums_all(s);

    return all ? (unsigned)((all - s->reasons[REASON_UNKNOWN]) * 1000 / all) : 1000;
}
