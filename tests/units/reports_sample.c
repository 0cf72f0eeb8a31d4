/*
 * Three accounts, four findings: one of each kind of section, and a name that tries to
 * break out of every format.
 */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>

#define SLICE_OF(literal)               \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }
#define HOSTILE "<script>alert(1)</script>\"' onload=x \x1b[31m\xFF\xE2\x80\xAE"

static struct account alice = {
    .name = SLICE_OF("alice"),
    .person = SLICE_OF("=cmd|' /C calc'!A0"),
    .department = SLICE_OF("Physics, \"Optics\""),
    .kind = KIND_STUDENT,
    .first = 1772452931000000,
    .last = 1772455223000000,
    .sums = { .messages = 12,
              .recipients = 900,
              .outcomes = { 1, 800, 90, 5, 1, 2, 1 },
              .bytes = 4096,
              .external = 850,
              .rejects = 3,
              .auth_failed = 7 },
};
static struct account mallory = { .name = SLICE_OF(HOSTILE),
                                  .first = USEC_NONE,
                                  .last = USEC_NONE,
                                  .sums = { .messages = 1, .recipients = 20000 } };
static struct account bob = { .name = SLICE_OF("bob"), .first = USEC_NONE, .last = USEC_NONE };
static struct account operators = {
    .name = SLICE_OF("operator"), .kind = KIND_SYSTEM, .first = USEC_NONE, .last = USEC_NONE
};
static const struct account *accounts[] = { &mallory, &alice, &bob };

static struct reason why[] = { { SLICE_OF("900 recipients at once"), FAMILY_VOLUME, 4000 },
                               { SLICE_OF("90 | unknown"), FAMILY_INVALID, 1500 } };
static struct reason against[] = { { SLICE_OF("no announcement fits"), FAMILY_VOLUME, 0 },
                                   { SLICE_OF("a role account"), FAMILY_VOLUME, -500 } };
static struct number numbers[] = { { "recipients", COUNT, 900 },
                                   { "span", SECONDS, 3725 },
                                   { "size", BYTES, 157286400 },
                                   { "share", PER_CENT, 12 } };
static struct quote quotes[] = {
    { { 0, 7, 512 }, 1772452931000000, SLICE_OF("raw " HOSTILE), QUOTE_ACCEPTED },
    { { 1, 9, 1024 }, 1772452931000000, { 0 }, QUOTE_OUTCOME },
};
static const slice unchecked[] = { SLICE_OF("Header From is not logged.") };

static struct ruling rulings[4];
static struct finding findings[] = {
    { .id = "F-0000000000000001",
      .account = &alice,
      .ruling = &rulings[0],
      .detector = "mass_mailing",
      .title = "Mass mailing",
      .clause = CLAUSE_MASS_MAILING,
      .action = ACTION_HOLD_MAILING,
      .certainty = CERTAINTY_PROVED,
      .weight = 4000,
      .score = 3500,
      .counted = 3500,
      .cause = SLICE_OF("mailing 1"),
      .is_going_on = true,
      .first = 1772452931000000,
      .last = 1772455223000000,
      .anchor = SLICE_OF("=1+1"),
      .headline = SLICE_OF("alice sent to 900 recipients"),
      .advice = SLICE_OF("Hold it & call."),
      .reasons = why,
      .n_reasons = 2,
      .against = against,
      .n_against = 2,
      .numbers = numbers,
      .n_numbers = 4,
      .quotes = quotes,
      .n_quotes = 2,
      .lines = 1234,
      .lines_of = { [QUOTE_ACCEPTED] = 1, [QUOTE_OUTCOME] = 1233 },
      .unchecked = unchecked,
      .n_unchecked = 1 },
    { .id = "F-0000000000000002",
      .account = &mallory,
      .ruling = &rulings[1],
      .detector = "flooding",
      .title = "Flooding one recipient",
      .clause = CLAUSE_MALICIOUS,
      .action = ACTION_CONTACT,
      .certainty = CERTAINTY_HINT,
      .weight = 250,
      .cause = SLICE_OF("of " HOSTILE),
      .first = USEC_NONE,
      .last = USEC_NONE,
      .anchor = SLICE_OF(HOSTILE),
      .headline = SLICE_OF(HOSTILE),
      .reasons = why,
      .n_reasons = 1,
      .against = against,
      .n_against = 1 },
    { .id = "F-0000000000000003",
      .account = &operators,
      .ruling = &rulings[2],
      .detector = "relaying",
      .title = "Open relay",
      .clause = CLAUSE_RELAYING,
      .action = ACTION_CONTACT,
      .certainty = CERTAINTY_PROVED,
      .first = USEC_NONE,
      .last = USEC_NONE,
      .is_operators = true,
      .headline = SLICE_OF("mx2 relays for everybody"),
      .against = against,
      .n_against = 1 },
    { .id = "F-0000000000000004",
      .account = &bob,
      .ruling = &rulings[3],
      .detector = "limits",
      .title = "Limits",
      .clause = CLAUSE_LIMITS,
      .action = ACTION_RECORD,
      .certainty = CERTAINTY_PROVED,
      .first = USEC_NONE,
      .last = USEC_NONE,
      .headline = SLICE_OF("one message over the limit"),
      .against = against,
      .n_against = 1 },
};

static struct reason excuses[] = { { .text = SLICE_OF("an organisation's"), .weight = -2000 } };
static const slice withheld[] = { SLICE_OF("Disabling needs proof of harm.") };
static struct ruling rulings[4] = {
    { .account = &alice,
      .action = ACTION_HOLD_MAILING,
      .by_rule = ACTION_HOLD_MAILING,
      .by_sum = ACTION_RECORD,
      .certainty = CERTAINTY_PROVED,
      .sum = 1000,
      .prior = -4699,
      .posterior = -3699,
      .chance = "less than 1 %",
      .families = { { FAMILY_VOLUME, false, false, 1, 3500, 3000, 3000 } },
      .n_families = 1,
      .excuses = excuses,
      .n_excuses = 1,
      .withheld = withheld,
      .n_withheld = 1,
      .findings = &findings[0],
      .n_findings = 1 },
    { .account = &mallory,
      .action = ACTION_CONTACT,
      .by_rule = ACTION_CONTACT,
      .chance = "about 1 %",
      .families = { { .family = FAMILY_REMOTE, .pieces = 1, .cap = 4000 } },
      .n_families = 1,
      .findings = &findings[1],
      .n_findings = 1 },
    { .account = &operators,
      .action = ACTION_CONTACT,
      .by_rule = ACTION_CONTACT,
      .certainty = CERTAINTY_PROVED,
      .is_operators = true,
      .chance = "less than 1 %",
      .findings = &findings[2],
      .n_findings = 1 },
    { .account = &bob,
      .chance = "less than 1 %",
      .certainty = CERTAINTY_PROVED,
      .findings = &findings[3],
      .n_findings = 1 },
};

static struct input_sum inputs[] = {
    { .name = SLICE_OF("mx1.log.gz"),
      .codec = SLICE_OF("gzip"),
      .frame = SLICE_OF("rfc3164"),
      .lines = 700,
      .first = USEC_NONE,
      .last = USEC_NONE,
      .verdicts = { 500, 100, 50, 40, 10 } },
    { .name = SLICE_OF("a<b>.log"),
      .lines = 300,
      .first = USEC_NONE,
      .last = USEC_NONE,
      .trouble = SLICE_OF("torn archive"),
      .verdicts = { 300 } },
};
static struct verdict_reason reasons[] = {
    { .verdict = VERDICT_MALFORMED,
      .program = SLICE_OF("postfix/smtp"),
      .why = SLICE_OF("no status"),
      .lines = 40,
      .sample = { { 0, 3, 99 }, USEC_NONE, SLICE_OF("bad " HOSTILE), QUOTE_OUTCOME } },
};
static struct network_sum networks[] = { { SLICE_OF("203.0.113.0/24"), 4, 5, 6, USEC_NONE,
                                           USEC_NONE } };
static struct instance_sum instances[] = {
    { .name = SLICE_OF("postfix"),
      .server = SLICE_OF("postfix"),
      .traffic = { .sums = { .messages = 13, .recipients = 20900 } } },
};
static struct host_sum hosts[] = {
    { .name = SLICE_OF(HOSTILE), .traffic = { .verdicts = { [VERDICT_FOREIGN] = 50 } } },
    { .name = SLICE_OF("mx1"),
      .traffic = { .sums = { .messages = 13, .recipients = 20900 },
                   .merged = 4,
                   .sessions = 6,
                   .verdicts = { 800, 100, 0, 30, 10 } },
      .instances = instances,
      .n_instances = 1 },
};
static struct program_sum programs[] = {
    { .name = SLICE_OF("cron " HOSTILE), .verdicts = { [VERDICT_FOREIGN] = 50 } },
    { .name = SLICE_OF("postfix/smtp"),
      .is_read = true,
      .verdicts = { 800, 100, 0, 30, 10 },
      .unread = 47 },
};
static struct flag flags[] = {
    { .kind = FLAG_SILENT_HOST,
      .host = SLICE_OF("mx2"),
      .text = SLICE_OF("mx2 is silent."),
      .blocks = true },
};
static const char *const looked_for[] = { "Mass mailing", "Open relay" };

const struct result sample = {
    .organisation = SLICE_OF("Example <University>"),
    .version = SLICE_OF("1.0"),
    .command = SLICE_OF("mailproctor " HOSTILE),
    .time_zone = SLICE_OF("UTC"),
    .configuration = 0xABCDEF0123456789,
    .first = 1772452931000000,
    .last = 1772455223000000,
    .findings = findings,
    .n_findings = 4,
    .rulings = rulings,
    .n_rulings = 4,
    .benign_days = 49,
    .volume_cap = 1213,
    .accounts = accounts,
    .n_accounts = 3,
    .inputs = inputs,
    .n_inputs = 2,
    .verdicts = { 800, 100, 50, 40, 10 },
    .reasons = reasons,
    .n_reasons = 1,
    .networks = networks,
    .n_networks = 1,
    .all = { .messages = 13, .recipients = 900, .outcomes = { 1, 800, 90, 5, 1, 2, 1 } },
    .merged = 4,
    .books = { .hosts = hosts,
               .n_hosts = 2,
               .programs = programs,
               .n_programs = 2,
               .nobodies = { [NOBODY_OUTSIDE] = { .messages = 2, .recipients = 2 } },
               .sessions = 6,
               .hostless = { [VERDICT_MALFORMED] = 10 } },
    .flags = flags,
    .n_flags = 1,
    .looked_for = looked_for,
    .n_looked_for = 2,
};
const struct result nothing = {
    .first = USEC_NONE, .last = USEC_NONE, .looked_for = looked_for, .n_looked_for = 2
};

static char page[1 << 18];

static const char *taken(struct out *o)
{
    struct err err;

    cr_assert_lt(o->buf.n, sizeof(page));
    if (o->buf.n)
        memcpy(page, o->buf.p, o->buf.n);
    page[o->buf.n] = '\0';
    cr_assert_eq(strlen(page), o->bytes, "no NUL in a report");
    cr_assert(out_close(o, &err));
    return page;
}

const char *rendered(const char *name, const struct result *r)
{
    struct out o = { .fd = -1 };

    cr_assert(clock_set_zone("UTC"));
    for (size_t i = 0; reports[i]; i++)
        if (strcmp(reports[i]->name, name) == 0) {
            reports[i]->write(&o, r);
            return taken(&o);
        }
    cr_assert(false, "no report %s", name);
    return NULL;
}

const char *summary(const struct result *r, slice folder)
{
    struct out o = { .fd = -1 };

    cr_assert(clock_set_zone("UTC"));
    summary_write(&o, r, folder);
    return taken(&o);
}

const char *counted(const struct result *r, size_t top)
{
    struct out o = { .fd = -1 };

    cr_assert(clock_set_zone("UTC"));
    count_text_write(&o, r, top);
    return taken(&o);
}

const char *counted_as_json(const struct result *r)
{
    struct out o = { .fd = -1 };

    cr_assert(clock_set_zone("UTC"));
    count_json_write(&o, r);
    return taken(&o);
}

size_t times(const char *text, const char *part)
{
    size_t n = 0;

    for (text = strstr(text, part); text; text = strstr(text + 1, part))
        n++;
    return n;
}
