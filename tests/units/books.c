/* Sums that do not hold are noticed, whichever they are. */
#include "analyzer/run/books.h"

#include <criterion/criterion.h>

struct balanced { /* 9 messages of one account and of outside, over two instances of a host */
    struct account alice;
    const struct account *accounts[1];
    struct instance_sum instances[2];
    struct host_sum host;
    struct program_sum program;
    struct verdict_reason reason;
    struct input_sum input;
    struct result result;
};

static struct sums sums_of(uint64_t messages)
{
    return (struct sums){ .messages = messages,
                          .recipients = 2 * messages,
                          .outcomes = { [OUTCOME_DELIVERED] = messages, [OUTCOME_LOST] = messages },
                          .bytes = 100 * messages };
}

static void balance(struct balanced *b)
{
    *b = (struct balanced){ .alice.sums = sums_of(5), .accounts = { &b->alice } };
    b->instances[0].traffic = (struct traffic){ .sums = sums_of(6), .merged = 1, .sessions = 1 };
    b->instances[1].traffic = (struct traffic){ .sums = sums_of(3), .sessions = 1 };
    b->host.traffic = (struct traffic){ .sums = sums_of(9), .merged = 1, .sessions = 2 };
    b->host.traffic.verdicts[VERDICT_PARSED] = 70;
    b->host.instances = b->instances;
    b->host.n_instances = 2;
    b->program.verdicts[VERDICT_PARSED] = 70;
    b->reason = (struct verdict_reason){ .verdict = VERDICT_MALFORMED, .lines = 4 };
    b->input = (struct input_sum){ .lines = 74,
                                   .verdicts = { [VERDICT_PARSED] = 70, [VERDICT_MALFORMED] = 4 } };
    b->result = (struct result){ .all = sums_of(9), .merged = 1 };
    b->result.accounts = b->accounts;
    b->result.n_accounts = 1;
    b->result.inputs = &b->input;
    b->result.n_inputs = 1;
    b->result.reasons = &b->reason;
    b->result.n_reasons = 1;
    b->result.verdicts[VERDICT_PARSED] = 70;
    b->result.verdicts[VERDICT_MALFORMED] = 4;
    b->result.books = (struct books){
        .hosts = &b->host, .n_hosts = 1, .programs = &b->program, .n_programs = 1, .sessions = 2
    };
    b->result.books.hostless[VERDICT_MALFORMED] = 4;
    b->result.books.nobodies[NOBODY_OUTSIDE] = sums_of(4);
}

Test(books, balance)
{
    struct balanced b;

    balance(&b);
    cr_assert_null(books_wrong(&b.result));
    cr_assert_null(books_wrong(&(struct result){ 0 }));
}

#define is_noticed(change, words)                                           \
    do {                                                                    \
        struct balanced b;                                                  \
                                                                            \
        balance(&b);                                                        \
        change;                                                             \
        cr_assert_not_null(books_wrong(&b.result), "%s", #change);          \
        cr_expect(strstr(books_wrong(&b.result), words), "%s: %s", #change, \
                  books_wrong(&b.result));                                  \
    } while (0)

Test(books, whatever_is_wrong_is_noticed)
{
    is_noticed(b.result.all.recipients++, "outcomes");
    is_noticed(b.input.lines++, "inputs");
    is_noticed(b.result.verdicts[VERDICT_FOREIGN]++, "inputs");
    is_noticed(b.program.verdicts[VERDICT_PARSED]--, "programs");
    is_noticed(b.reason.lines++, "reasons");
    is_noticed(b.host.traffic.verdicts[VERDICT_IGNORED]++, "hosts");
    is_noticed(b.host.traffic.sums.bytes++, "hosts");
    is_noticed(b.instances[1].traffic.sums.messages++, "hosts");
    is_noticed(b.instances[1].traffic.merged++, "hosts");
    is_noticed(b.result.merged++, "hosts");
    is_noticed(b.result.books.sessions++, "hosts");
    is_noticed(b.alice.sums.with_login++, "accounts");
    is_noticed(b.result.books.nobodies[NOBODY_UNKNOWN].auth_failed++, "accounts");
    is_noticed(b.result.books.nobodies[NOBODY_UNKNOWN].recipients++, "accounts");
}
