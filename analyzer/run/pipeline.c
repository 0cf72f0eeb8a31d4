/*
 * One thread takes all lines through the stations, in order; reading, decompressing and
 * parsing run ahead in threads of their own. Day close is driven by the log's time.
 */
#include "analyzer/run/pipeline.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/ahead.h"
#include "analyzer/run/audit.h"
#include "analyzer/run/books.h"
#include "analyzer/run/in_queue.h"
#include "analyzer/run/join/logins.h"
#include "analyzer/run/judge/cases.h"
#include "analyzer/run/judge/flags.h"
#include "analyzer/run/judge/judge.h"
#include "analyzer/run/lines.h"
#include "analyzer/run/state/carry.h"
#include "analyzer/run/state/journal.h"
#include "analyzer/run/state/state_retention.h"
#include "analyzer/run/trace.h"
#include "analyzer/run/watch/campaigns.h"
#include "analyzer/run/watch/portrait.h"

struct pipeline {
    struct pipeline_options opt;
    struct arena arena;
    struct inputs *inputs;
    struct places places;
    struct accounts accounts;
    struct locations locations;
    struct campaigns campaigns;
    struct watchers watchers;
    struct day_close days; /* where there is a state */
    struct tracker tracker;
    struct join join;
    struct sessions sessions;
    struct reported reported;
    struct planted planted;
    struct attempts attempts;
    struct reconcile reconcile;
    struct lines lines;
    struct repeats repeats;
    struct flags flags;
    struct decisions decisions;
    struct precedents precedents;
    struct journal_state journal;
    usec now, day_ends;
    bool *excused; /* by an exception's number */
    struct under_way under_way;
    bool is_carried; /* what an earlier run left under way is known */
    struct result result;
};

struct pipeline *pipeline_new(const struct pipeline_options *opt)
{
    struct pipeline *p = mem_new(1, sizeof(*p));

    p->opt = *opt;
    p->opt.inputs.zones = opt->site->host_zones.n ? &opt->site->host_zones : NULL;
    p->opt.inputs.hosts = (struct file_hosts){ opt->site->hosts.at, opt->site->hosts.n };
    p->places = (struct places){ .site = opt->site, .arena = &p->arena };
    p->flags = (struct flags){ .arena = &p->arena, .site = opt->site };
    p->now = USEC_NONE;
    p->day_ends = USEC_NONE;
    accounts_init(&p->accounts, &p->places, &p->arena);
    watchers_init(&p->watchers, opt->site, &p->accounts, &p->arena);
    locations_init(&p->locations, opt->site);
    p->locations.is_kept = opt->state;
    campaigns_init(&p->campaigns, &p->watchers, &p->arena);
    p->watchers.campaigns = &p->campaigns;
    p->watchers.locations = &p->locations;
    p->watchers.is_blind = opt->only_counts;
    p->watchers.state = opt->state;
    if (opt->state)
        state_retain(opt->state, opt->site->retention);
    tracker_init(&p->tracker, &p->join, (size_t)opt->site->entries_max);
    join_init(&p->join, &p->places, &p->accounts, &p->watchers, &p->tracker);
    sessions_init(&p->sessions, &p->accounts, &p->watchers);
    p->join.sessions = &p->sessions;
    reported_init(&p->reported, &p->accounts, &p->watchers, opt->only_counts ? NULL : opt->state);
    p->join.reported = &p->reported;
    planted_init(&p->planted, &opt->site->canaries);
    p->join.planted = &p->planted;
    attempts_init(&p->attempts, &p->accounts, &p->watchers, &p->join.ledger, &p->sessions);
    p->attempts.planted = &p->planted;
    reconcile_init(&p->reconcile, &p->arena);
    lines_init(&p->lines, &p->tracker, &p->attempts, &p->reconcile, &p->arena);
    return p;
}

/* The day that was open when the log before ended is to be closed first, as of then. */
static void begin_log(struct pipeline *p, usec when)
{
    usec day = clock_day(when), open = p->campaigns.day;

    watchers_begin(&p->watchers, open && open < day ? open : day);
    p->join.begins = when;
    incidents_begin(&p->watchers.incidents, when);
}

/* Log time moves on: what has waited long enough is released, days are closed. */
static void pass_time(struct pipeline *p, usec when)
{
    if (when <= p->now)
        return;
    if (p->now == USEC_NONE)
        begin_log(p, when);
    p->now = when;
    if (when >= p->day_ends)
        campaigns_pass(&p->campaigns, when);
    sessions_age(&p->sessions, when);
    tracker_age(&p->tracker, when);
    join_age(&p->join, when);
    tries_age(&p->lines.tries, when);
    if (p->opt.state)
        day_close_pass(&p->days, when);
    if (when < p->day_ends)
        return;
    watchers_sweep(&p->watchers, p->day_ends != USEC_NONE ? p->day_ends : clock_day(when));
    p->day_ends = clock_next_day(when);
}

static void take_batch(struct pipeline *p, const struct batch *b)
{
    ahead_fetch(b, &p->watchers);
    for (size_t i = 0; i < b->n; i++) {
        const struct parsed *parsed = &b->lines[i];
        const struct fact *facts = b->facts;

        pass_time(p, parsed->line.when);
        if (parsed->repeats)
            parsed = repeats_resolve(&p->repeats, b, i, &facts);
        lines_take(&p->lines, parsed, facts);
    }
    repeats_keep(&p->repeats, b);
}

/* The same for somebody who listens. */
static void take_traced(struct pipeline *p, const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct parsed *parsed = &b->lines[i];
        const struct fact *facts = b->facts;
        bool is_seen;

        pass_time(p, parsed->line.when);
        if (parsed->repeats)
            parsed = repeats_resolve(&p->repeats, b, i, &facts);
        is_seen = trace_before(p->opt.trace, &p->lines, parsed, facts);
        lines_take(&p->lines, parsed, facts);
        if (!is_seen)
            trace_behind(p->opt.trace, &p->lines, parsed, facts);
    }
    repeats_keep(&p->repeats, b);
}

/* What is remembered, before the stations decide what the end of the inputs leaves undecided. */
static void remember(struct pipeline *p)
{
    if (!p->opt.state)
        return;
    carry_save(&p->under_way);
    sent_close(&p->reported.sent);
    watchers_remember(&p->watchers);
    day_close_keep(&p->days);
}

static void close_stations(struct pipeline *p)
{
    if (!p->opt.only_counts)
        in_queue_note(&p->lines, &p->tracker, &p->arena);
    tracker_close(&p->tracker);
    join_close(&p->join);
    tries_close(&p->lines.tries);
    audit_tell(&(struct audit){ p->opt.site, &p->accounts, &p->watchers, p->now });
    if (p->opt.state)
        portraits_draw(&p->days);
    campaigns_weigh(&p->campaigns);
    watchers_recall_suspects(&p->watchers);
    watchers_close(&p->watchers);
}

static const char *const *titles_of_detectors(struct pipeline *p, size_t *n)
{
    const char **titles = arena_new(&p->arena, WATCHES_MAX * sizeof(*titles));

    *n = 0;
    for (size_t i = 0; detectors[i]; i++)
        if (p->opt.state || !detectors[i]->needs_state)
            titles[(*n)++] = detectors[i]->title;
    return titles;
}

static void judge(struct pipeline *p, struct result *r)
{
    struct judge j = { .site = p->opt.site,
                       .arena = &p->arena,
                       .ended = p->now == USEC_NONE ? 0 : p->now, /* a run without a line */
                       .account_days = p->join.ledger.account_days,
                       .earlier_days =
                           p->opt.state ? day_close_benign(&p->days, p->join.begins) : 0,
                       .precedents = precedents_part(&p->precedents, false, &p->arena),
                       .restricted = precedents_part(&p->precedents, true, &p->arena),
                       .flags = r->flags,
                       .n_flags = r->n_flags };

    p->excused = arena_new(&p->arena, p->opt.site->exceptions.n + 1);
    j.excused = p->excused;
    judge_all(&j, &p->watchers.evidence, r);
    logins_tell(&p->accounts, &p->arena, r);
    if (p->opt.state) {
        cases_tell(p->opt.state, &p->journal, &j.precedents, &p->arena, r);
        cases_tell_restricted(p->opt.state, &j.restricted, &p->arena, r);
    }
    r->sections = p->opt.site->sections;
    r->n_sections = p->opt.site->n_sections;
    if (!p->opt.only_counts)
        r->looked_for = titles_of_detectors(p, &r->n_looked_for);
    r->accounts = accounts_sorted(&p->accounts, &r->n_accounts);
}

static void find_span(struct result *r)
{
    r->first = r->last = USEC_NONE;
    for (size_t i = 0; i < r->n_inputs; i++) {
        const struct input_sum *s = &r->inputs[i];

        if (s->first != USEC_NONE && (r->first == USEC_NONE || s->first < r->first))
            r->first = s->first;
        if (s->last > r->last)
            r->last = s->last;
    }
}

static void reconcile(struct pipeline *p, struct result *r)
{
    r->inputs = inputs_sums(p->inputs, &r->n_inputs);
    for (size_t i = 0; i < r->n_inputs && i < p->reconcile.inputs_cap; i++) {
        verdicts_add(r->inputs[i].verdicts, p->reconcile.inputs[i].verdicts);
        verdicts_add(r->verdicts, p->reconcile.inputs[i].verdicts);
    }
    r->reasons = reconcile_sorted(&p->reconcile, &r->n_reasons);
    r->networks = attempts_sorted(&p->attempts, &r->n_networks);
    r->networks_evicted = p->attempts.evicted;
    r->all = p->join.ledger.all.sums;
    r->carried = p->join.ledger.carried;
    r->rhythm = p->join.rhythm;
    r->inbound = p->join.ledger.nobodies[NOBODY_OUTSIDE].messages;
    r->notices = p->join.ledger.notices;
    r->merged = p->join.ledger.all.merged;
    r->rejects = r->all.rejects;
    join_close_replies(&p->join, &p->arena, &r->replies);
    books_close(&r->books, &p->lines, &p->join.ledger, &p->arena);
    reported_tell(&p->reported, r);
    find_span(r);
}

static void raise_flags(struct pipeline *p, struct result *r)
{
    struct flags *fs = &p->flags;

    flags_of_inputs(fs, r, p->inputs);
    if (p->opt.state) {
        state_raise_flags(p->opt.state, fs, r);
        if (!p->is_carried)
            flags_raise(fs, FLAG_UNTAUGHT,
                        "What earlier runs left under way was written by another version of the "
                        "program: it counts as begun before the logs.");
        flags_of_history(fs, &p->days);
    }
    cases_raise_flags(&p->journal, fs);
    flags_of_programs(fs, r);
    flags_of_drift(fs, &p->lines);
    flags_of_repeats(fs, &p->repeats, &p->attempts);
    flags_of_site(fs, &p->places);
    flags_of_hosts(fs, &p->lines, p->now);
    flags_of_patterns(fs, &p->watchers.mailings.matcher, "subject");
    flags_of_patterns(fs, &p->attempts.matcher, "refusal");
    flags_of_patterns(fs, &p->join.replies.matcher, "answer");
    flags_of_patterns(fs, &p->reported.matcher, "complaint");
    flags_of_sessions(fs, &p->sessions, &p->attempts);
    flags_of_logins(fs, &p->join);
    flags_of_stations(fs, &p->tracker, &p->join);
    flags_of_replies(fs, &r->replies);
    flags_of_subjects(fs, &p->lines, &p->join);
    flags_of_senders(fs, &p->lines, &p->join);
    flags_hand_over(fs, r);
}

/* The judge is told about flags, and exceptions that he had no use for are flagged. */
static void conclude(struct pipeline *p, struct result *r)
{
    raise_flags(p, r);
    judge(p, r);
    incidents_close(&p->watchers.incidents, &p->arena, r);
    flags_of_exceptions(&p->flags, p->excused, p->now);
    if (!p->opt.only_counts)
        flags_of_announcements(&p->flags, p->watchers.mailings.announced, &p->accounts, r);
    flags_hand_over(&p->flags, r);
}

/* Written down in order of time. */
static void forget_later(struct decisions *all, usec as_of)
{
    while (all->n && all->at[all->n - 1].entered > as_of)
        all->n--;
}

/* What people decided is known before the first line is read. */
static void read_decisions(struct pipeline *p)
{
    p->decisions = p->opt.decisions;
    if (p->opt.state)
        journal_read(&p->opt.state->store, &p->arena, &p->decisions, &p->journal);
    if (p->opt.state && p->opt.state->as_of != USEC_NONE)
        forget_later(&p->decisions, p->opt.state->as_of);
    precedents_init(&p->precedents, &p->decisions, &p->arena);
    p->accounts.precedents = &p->precedents;
}

/* What is remembered, as of the state's base. */
static bool look_back(struct pipeline *p)
{
    if (!p->opt.state)
        return true;
    if (!state_begin(p->opt.state, p->inputs, &p->opt.inputs.source))
        return false;
    p->result.earlier = p->opt.state->earlier;
    p->result.n_earlier = p->opt.state->n_earlier;
    p->watchers.days = &p->days;
    day_close_begin(&p->days, &p->watchers);
    p->under_way = (struct under_way){ p->opt.state, &p->lines,    &p->tracker,
                                       &p->join,     &p->sessions, &p->watchers };
    p->is_carried = carry_load(&p->under_way);
    return true;
}

bool pipeline_run(struct pipeline *p, const char *const *paths, size_t n)
{
    struct reader *reader;
    const struct batch *b;

    p->inputs = inputs_open(paths, n, &p->opt.inputs);
    read_decisions(p);
    if (!look_back(p))
        return false;
    if (p->opt.trace)
        p->opt.trace->accounts = &p->accounts;
    reader = reader_new(p->inputs, p->opt.jobs, p->opt.shows_progress);
    while ((b = reader_next(reader)))
        (p->opt.trace ? take_traced : take_batch)(p, b);
    reader_free(reader);
    if (p->opt.state)
        reported_recall(&p->reported);
    remember(p);
    close_stations(p);
    reconcile(p, &p->result);
    conclude(p, &p->result);
    return p->result.verdicts[VERDICT_PARSED] > 0;
}

struct result *pipeline_result(struct pipeline *p)
{
    return &p->result;
}

bool pipeline_had_trouble(const struct pipeline *p)
{
    return inputs_have_trouble(p->inputs);
}

void pipeline_free(struct pipeline *p)
{
    watchers_free_evidence(&p->watchers);
    incidents_free(&p->watchers.incidents);
    day_close_free(&p->days);
    accounts_free(&p->accounts);
    locations_free(&p->locations);
    campaigns_free(&p->campaigns);
    join_free(&p->join);
    attempts_free(&p->attempts);
    sessions_free(&p->sessions);
    reported_free(&p->reported);
    planted_free(&p->planted);
    reconcile_free(&p->reconcile);
    lines_free(&p->lines);
    repeats_free(&p->repeats);
    flags_free(&p->flags);
    if (p->inputs)
        inputs_close(p->inputs);
    arena_free(&p->arena);
    mem_free(p);
}
