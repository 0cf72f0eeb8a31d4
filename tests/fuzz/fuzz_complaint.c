/*
 * Any bytes as a report: ARF, or XARF behind a '{'. What is read of one is of one line and within
 * its bounds; what is not read says why. What is taken from a header alone is checked as well.
 */
#include <stdlib.h>

#include "analyzer/site/complaint_read.h"
#include "analyzer/site/spelling.h"

static slice own[] = { { "example.edu", 11 } };
static const struct site site = { .domains = { own, 1, 1 } };

static void check_line(slice text, size_t most)
{
    if (text.n > most || !is_one_line(text))
        abort();
}

static void check_complainant(slice who)
{
    size_t at = slice_rfind(who, '@');

    if (who.n && (at >= who.n || !is_host_name(slice_skip(who, at + 1))))
        abort();
}

static void check_read(const struct complaint *c)
{
    check_line(c->message_id, 998);
    check_complainant(c->complainant);
    if (c->reporter.n && !is_host_name(c->reporter))
        abort();
    if (c->n_queue_ids > QUEUE_IDS_MAX || c->kind >= COMPLAINT_KINDS || c->incidents == 0)
        abort();
    for (size_t i = 0; i < c->n_queue_ids; i++)
        check_line(c->queue_ids[i], 64);
}

static void read_header(slice bytes)
{
    struct complaint c = { .received = USEC_NONE, .arrived = USEC_NONE, .incidents = 1 };
    struct unread_report unread = { 0 };
    struct arena arena = { 0 };
    struct complaint_reader r = { &site, &arena, &c, &unread };

    complaint_take_header(&r, bytes);
    check_read(&c);
    arena_free(&arena);
}

static void read_report(slice bytes)
{
    struct complaint c = { .received = USEC_NONE, .arrived = USEC_NONE };
    struct unread_report unread = { 0 };
    struct arena arena = { 0 };
    struct complaint_reader r = { &site, &arena, &c, &unread };
    bool is_json = slice_starts(bytes, SLICE("{"));

    if (is_json ? complaint_read_xarf(&r, bytes) : complaint_read_arf(&r, bytes))
        check_read(&c);
    else if (unread.why.n == 0)
        abort();
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    slice bytes = slice_of((const char *)data, size);

    read_report(bytes);
    read_header(bytes);
    return 0;
}
