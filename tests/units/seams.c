/* Whole runs over several files, or over too much: where one station's work is another's trouble.
 */
#include "analyzer/run/books.h"
#include "analyzer/run/pipeline.h"
#include "analyzer/run/sections.h"
#include "tests/units/log_folder.h"

TestSuite(seams, .init = make_log_folder, .fini = remove_log_folder, .timeout = 120);

struct run {
    struct site site;
    struct limit_section *sections;
    struct pipeline *pipeline;
    struct result *result;
};

static void run_over(struct run *run, const char *arguments)
{
    struct pipeline_options opt = { .site = &run->site, .jobs = 1 };
    const char *paths[PATHS_MAX];
    char words[512];
    size_t n;

    opt.inputs.not_after = USEC_NONE;
    run->sections = sections_of_policy(&n);
    site_default(&run->site, run->sections, n);
    (void)snprintf(words, sizeof(words), "%s", arguments);
    run->pipeline = pipeline_new(&opt);
    n = split_words(words, paths);
    (void)pipeline_run(run->pipeline, paths, n);
    run->result = pipeline_result(run->pipeline);
    cr_expect_null(books_wrong(run->result), "%s", books_wrong(run->result));
}

static void end_run(struct run *run)
{
    pipeline_free(run->pipeline);
    site_free(&run->site);
    mem_free(run->sections);
}

static void expect_mail(const char *arguments, uint64_t messages, uint64_t repeated)
{
    struct run run;
    const struct result *r;

    run_over(&run, arguments);
    r = run.result;
    cr_expect_eq(r->all.messages, messages, "%s: %ju messages", arguments,
                 (uintmax_t)r->all.messages);
    cr_expect_eq(r->all.with_login, messages);
    cr_expect_eq(r->all.outcomes[OUTCOME_DELIVERED], messages);
    cr_expect_eq(r->verdicts[VERDICT_REPEATED], repeated, "%s: %ju lines", arguments,
                 (uintmax_t)r->verdicts[VERDICT_REPEATED]);
    end_run(&run);
}

#define OLD(time, program, text) "Mar  2 10:00:" time " mx postfix/" program ": " text "\n"
#define NEW(time, pid, text) \
    "<22>1 2026-03-02T10:00:" time ".25Z mx postfix " pid " - -  " text "\n"

#define CLIENT "3E1A7: client=pc[10.20.4.17], sasl_method=PLAIN, sasl_username=alice"
#define ID     "3E1A7: message-id=<3e1a7@pc>"
#define QUEUED "3E1A7: from=<alice@example.edu>, size=800, nrcpt=1 (queue active)"
#define SENT                                                                                \
    "3E1A7: to=<x@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=0.5, dsn=2.0.0, " \
    "status=sent (250 Ok)"
#define REMOVED "3E1A7: removed"

/* Rsyslog cuts the program's name in the one and not in the other. */
Test(seams, a_copy_in_rfc_5424_with_names_that_are_cut)
{
    put("mail.log",
        OLD("01", "submission/smtpd[9]", CLIENT) OLD("01", "cleanup[8]", ID)
            OLD("01", "qmgr[7]", QUEUED) OLD("02", "smtp[6]", SENT) OLD("02", "qmgr[7]", REMOVED));
    put("mail.5424", NEW("01", "9", CLIENT) NEW("01", "8", ID) NEW("01", "7", QUEUED)
                         NEW("02", "6", SENT) NEW("02", "7", REMOVED));
    written("mail.log", "2026-03-03");
    expect_mail("mail.log", 1, 0);
    expect_mail("mail.5424", 1, 0);
    expect_mail("mail.log mail.5424", 1, 5);
}

/* As of a log that was split by daemon: stamps of one second do not tell which came first. */
Test(seams, a_client_line_that_comes_late)
{
    put("mail.log", OLD("01", "qmgr[7]", "3E1A6: removed") OLD("01", "cleanup[8]", ID)
                        OLD("01", "qmgr[7]", QUEUED) OLD("02", "submission/smtpd[9]", CLIENT)
                            OLD("02", "smtp[6]", SENT) OLD("02", "qmgr[7]", REMOVED));
    written("mail.log", "2026-03-03");
    expect_mail("mail.log", 1, 0);
}

#define FAILED "warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: UGFz"
#define OTHER  "statistics: max cache size 1 at Mar  2 10:00:00"

/* The classic syslogd folds each file by itself: what it folds in one stands in the other. */
Test(seams, what_came_again_in_a_smaller_file)
{
    struct run run;

    put("mail.log",
        OLD("01", "smtpd[9]", FAILED) OLD("02", "anvil[8]", OTHER) OLD("03", "smtpd[9]", FAILED)
            OLD("04", "anvil[8]", OTHER) OLD("05", "smtpd[9]", FAILED));
    put("mail.warn",
        OLD("01", "smtpd[9]", FAILED) "Mar  2 10:00:05 mx last message repeated 2 times\n");
    written("mail.log", "2026-03-03");
    written("mail.warn", "2026-03-03");
    run_over(&run, "mail.log mail.warn");
    cr_expect_eq(run.result->all.auth_failed, 3, "%ju", (uintmax_t)run.result->all.auth_failed);
    cr_expect_eq(run.result->verdicts[VERDICT_REPEATED], 2);
    end_run(&run);
}

#define AT(time, program, text) "2026-03-02T10:" time "Z mx postfix/" program ": " text "\n"
#define WEB                     "webmail.example.edu[10.20.0.5]"
#define BY(id, login)           id ": client=" WEB ", sasl_method=PLAIN, sasl_username=" login
#define TOO_LARGE                                                                                  \
    "NOQUEUE: reject: MAIL from " WEB ": 552 5.3.4 Message size exceeds fixed limit; proto=ESMTP " \
    "helo=<webmail>"

/* A smaller file's first line comes a minute late: its process serves somebody else by then. */
Test(seams, a_refusal_that_is_read_late_is_not_the_next_ones)
{
    struct run run;

    put("mail.log",
        AT("00:00", "smtpd[77]", "connect from " WEB) AT("00:01", "smtpd[77]", BY("3E1A7", "alice"))
            AT("00:05", "smtpd[77]", "disconnect from " WEB " ehlo=1 quit=1")
                AT("00:20", "smtpd[77]", "connect from " WEB)
                    AT("00:21", "smtpd[77]", BY("3E1A8", "bob")) AT("02:00", "anvil[8]", OTHER));
    put("mail.refused", AT("00:03", "smtpd[77]", TOO_LARGE));
    run_over(&run, "mail.log mail.refused");
    cr_expect_eq(run.result->all.rejects, 1);
    for (size_t i = 0; i < run.result->n_accounts; i++)
        cr_expect(run.result->accounts[i]->sums.rejects == 0 ||
                  !slice_eq(run.result->accounts[i]->name, SLICE("bob")));
    for (size_t i = 0; i < run.result->n_findings; i++)
        cr_expect_not(slice_eq(run.result->findings[i].account->name, SLICE("bob")));
    end_run(&run);
}

static void put_mail_behind(struct buf *b)
{
    buf_addf(b, "%s",
             OLD("01", "submission/smtpd[9]", CLIENT) OLD("01", "cleanup[8]", ID)
                 OLD("01", "qmgr[7]", QUEUED) OLD("02", "smtp[6]", SENT)
                     OLD("02", "qmgr[7]", REMOVED));
    put_bytes("mail.log", buf_slice(b));
    written("mail.log", "2026-03-03");
    buf_free(b);
}

Test(seams, made_up_programs_leave_room_for_servers)
{
    struct buf b = { 0 };

    for (int i = 0; i < 70000; i++)
        buf_addf(&b, "Mar  2 10:00:00 mx p%d: x\n", i);
    put_mail_behind(&b);
    expect_mail("mail.log", 1, 0);
}

/* Beyond the limit it is nobody's: not that of the first server. */
Test(seams, made_up_servers_are_told)
{
    struct buf b = { 0 };
    struct run run;
    bool is_told = false;

    for (int i = 0; i < 70000; i++)
        buf_addf(&b, "Mar  2 10:00:00 mx p%d/smtpd[9]: connect from a[192.0.2.1]\n", i);
    put_mail_behind(&b);
    run_over(&run, "mail.log");
    for (size_t i = 0; i < run.result->n_flags; i++)
        is_told = is_told || run.result->flags[i].kind == FLAG_EVICTED;
    cr_expect(is_told);
    cr_expect_eq(run.result->all.messages, 0);
    end_run(&run);
}

/* The host of what shares the last queue. */
static slice host_of_others(const struct result *r)
{
    for (size_t i = 0; i < r->books.n_hosts; i++)
        for (size_t k = 0; k < r->books.hosts[i].n_instances; k++)
            if (slice_eq(r->books.hosts[i].instances[k].name, SLICE("(other)")))
                return r->books.hosts[i].name;
    return slice_of(NULL, 0);
}

Test(seams, too_many_instances_are_the_same_hosts_whatever_the_seed)
{
    static const char *const seeds[] = { "1", "2", "3" };
    struct buf b = { 0 };
    struct run run;

    for (int i = 0; i < 1100; i++)
        buf_addf(&b, "Mar  2 10:00:00 h%04d postfix/smtpd[9]: connect from a[192.0.2.1]\n", i);
    put_bytes("mail.log", buf_slice(&b));
    for (size_t i = 0; i < sizeof(seeds) / sizeof(*seeds); i++) {
        (void)setenv("MAILPROCTOR_HASH_SEED", seeds[i], 1);
        hash_seed_init();
        run_over(&run, "mail.log");
        cr_expect(slice_eq(host_of_others(run.result), SLICE("h1023")), SLICE_FMT,
                  SLICE_ARG(host_of_others(run.result)));
        end_run(&run);
    }
    buf_free(&b);
}
