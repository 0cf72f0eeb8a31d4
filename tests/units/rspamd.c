/* Rspamd: its task log, through syslog and in its own file. */
#include "tests/units/said.h"

extern const struct mta mta_rspamd;

static enum verdict said(const char *message)
{
    return said_by(&mta_rspamd, "rspamd", slice_str(message));
}

static const struct fact *fact_of(const char *message)
{
    const struct fact *f = said_fact(said(message), FACT_FILTERED, message);

    cr_assert(said_facts.n == 1, "%s", message);
    return f;
}

Test(rspamd, verdict)
{
    const struct fact *f = fact_of(
        "<596dca>; proxy; rspamd_task_write_log: id: <m2@pc>, qid: <596DCA887CE>, ip: "
        "198.51.100.7, user: alice, from: <alice@example.edu>, (default: F (no action): "
        "[-0.70/15.00] [MID_RHS_NOT_FQDN(0.50){},FROM_NEQ_ENVFROM(0.00){president@example.edu;"
        "alice@example.edu;},TO_DN_NONE(0.00){}]), len: 177, time: 124.557ms, dns req: 1, digest: "
        "<21ac0943d11f66ae522971be5b217b7b>, rcpts: <bob@example.edu,x@elsewhere.example>, "
        "mime_rcpts: <bob@example.edu>");

    eq_text(f->message_id, "m2@pc");
    eq_text(f->queue_id, "596DCA887CE");
    eq_text(f->client.ip, "198.51.100.7");
    eq_text(f->login, "alice");
    eq_text(f->sender, "alice@example.edu");
    eq_text(f->header_from, "president@example.edu");
    eq_text(f->stage, "no action");
    eq_text(f->digest, "21ac0943d11f66ae522971be5b217b7b");
    cr_assert(f->reaction == REACTION_INFO && !f->is_spam && !f->is_from_open);
    cr_assert(f->has_score && f->score == -700 && f->score_limit == 15000);
    cr_assert(f->subject.n == 0);
}

Test(rspamd, other_forms)
{
    const struct fact *f =
        fact_of("<a1b2c3>; rspamd_task_write_log: id: <undef>, qid: <Q001>, ip: 192.0.2.1, "
                "(greylist): [4.5/15.0] [MISSING_FROM(2.0),X(1)], len: 1234, time: 5.20ms");

    cr_assert(f->message_id.n == 0 && f->lacks_from && !f->is_from_open);
    cr_assert(f->reaction == REACTION_OTHER && f->score == 4500);
    f = fact_of("rspamd_task_write_log: id: <1@a>, from: <b@a>, (default: T (add header): "
                "[7.90/15.00] [FROM_EQ_ENVFROM(0.00){}]), len: 1, digest: <00>, rcpts: <c@d>, "
                "subject: <Win, now>>");
    cr_assert(f->reaction == REACTION_WARN && f->is_spam);
    eq_text(f->header_from, "b@a");
    eq_text(f->subject, "Win, now>");
    f = fact_of("rspamd_task_write_log: id: <1@a>, mime_from: <c@a>, (default: S (reject): "
                "[15.00/15.00] [GTUBE(0.00){}]), len: 1");
    cr_assert(f->reaction == REACTION_REJECT && f->digest.n == 0);
    eq_text(f->header_from, "c@a");
}

/* Which header From such symbols tell; "?": there is one, but not which. */
static void tells(const char *symbols, const char *from)
{
    const struct fact *f;
    char line[512];

    (void)snprintf(line, sizeof(line),
                   "rspamd_task_write_log: id: <1@a>, from: <b@a>, (default: F (no action): "
                   "[0.00/15.00] [%s]), len: 1",
                   symbols);
    f = fact_of(line);
    cr_assert(f->is_from_open == (from[0] == '?'), "%s", symbols);
    eq_text(f->header_from, from[0] == '?' ? "" : from);
}

Test(rspamd, header_from)
{
    tells("FROM_EQ_ENVFROM(0.00){}", "b@a");
    tells("A(0.00){x;},FROM_EQ_ENVFROM(0.00)", "b@a");
    tells("FROM_NEQ_ENVFROM(0.00){c@a;b@a;}", "c@a");
    tells("FROM_NO_DN(0.00){}", "");
    tells("FROM_NEQ_ENVFROM(0.00)", "?");
    tells("FROM_NEQ_ENVFROM(0.00){c@a;d@a;}", "?");
    tells("FROM_NEQ_ENVFROM(0.00){;b@a;}", "?");
    tells("FROM_NEQ_ENVFROM(0.00){c@a;x;b@a;}", "?");
    tells("FROM_EQ_ENVFROM(0.00){},FROM_NEQ_ENVFROM(0.00){c@a;b@a;}", "?");
    tells("MULTIPLE_FROM(0.00){b@a;c@a;},FROM_EQ_ENVFROM(0.00){}", "?");
    tells("FROM_INVALID(2.00){},FROM_NEQ_ENVFROM(0.00){c@a;b@a;}", "?");
}

Test(rspamd, senders_that_imitate)
{
    const struct fact *f = fact_of(
        "rspamd_task_write_log: id: <h3@pc>, qid: <BF04DA884E6>, ip: 198.51.100.7, user: alice, "
        "from: <a>, (default: F (no action): [0/15] [FROM_EQ_ENVFROM(0.00){}]@example.edu>, "
        "(default: T (reject): [0.70/15.00] [FROM_NEQ_ENVFROM(0.00){x@example.edu;a>}]), len: 154");

    eq_text(f->queue_id, "BF04DA884E6");
    eq_text(f->login, "alice");
    cr_assert(f->is_from_open && !f->has_score && f->header_from.n == 0);
    cr_assert(f->reaction == REACTION_OTHER);
}

Test(rspamd, cut_off)
{
    static const char line[] =
        "<596dca>; proxy; rspamd_task_write_log: id: <m2@pc>, qid: <596DCA887CE>, ip: "
        "198.51.100.7, "
        "(default: F (no action): [0.70/15.00] [A(0.50){},FROM_EQ_ENVFROM(0.00){}]), len: 177";
    size_t found = slice_find_str(slice_str(line), SLICE("[A("));

    for (size_t n = 47; n < found; n++) {
        enum verdict v = said_by(&mta_rspamd, "rspamd", slice_of(line, n));

        cr_assert(v != VERDICT_PARSED || said_room[0].header_from.n == 0);
        cr_assert(v != VERDICT_IGNORED, "%zu", n);
    }
    (void)fact_of(line);
}

Test(rspamd, other_lines)
{
    said_to_be_ignored(said("<3ece94>; proxy; proxy_milter_finish_handler: finished milter "
                            "connection"),
                       "", "filter at work");
    said_to_be_ignored(said("rdns; rdns_make_request_full: cannot send DNS request: Connection "
                            "refused"),
                       "", "filter at work");
    said_to_be_ignored(said("rspamd_task_write_log: something else"), "", why_not_known);
}
