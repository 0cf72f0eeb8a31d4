/* How the drafts are put together; their words stand in drafts_words.c. */
#include "reports/drafts.h"

enum { SENTENCES_MAX = 4 };

static slice site_name(const struct result *r)
{
    return r->organisation.n ? r->organisation : SLICE("our mail servers");
}

static void add_name(struct buf *b, const struct account *a)
{
    buf_add(b, a->person.n ? a->person : a->name);
}

static void add_minute(struct buf *b, usec when, bool is_utc)
{
    char text[32];

    (void)(is_utc ? clock_utc_text(when, text) : clock_local_text(when, text));
    buf_addf(b, "%.10s %.5s", text, text + 11);
}

static void add_span(struct buf *b, const struct ruling *v, bool is_utc)
{
    usec first = USEC_NONE, last = USEC_NONE;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];

        if (f->first == USEC_NONE || f->last == USEC_NONE)
            continue;
        first = first == USEC_NONE || f->first < first ? f->first : first;
        last = last == USEC_NONE || f->last > last ? f->last : last;
    }
    if (first == USEC_NONE) {
        buf_add(b, SLICE("lately"));
        return;
    }
    buf_add(b, SLICE("between "));
    add_minute(b, first, is_utc);
    buf_add(b, SLICE(" and "));
    add_minute(b, last, is_utc);
    if (is_utc)
        buf_add(b, SLICE(" UTC"));
}

static bool was_told(const char *const *told, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++)
        if (told[i] == words)
            return true;
    return false;
}

/* What was seen, each thing once. */
static void add_seen(struct buf *b, const struct ruling *v)
{
    const char *told[SENTENCES_MAX];
    size_t n = 0;

    for (size_t i = 0; i < v->n_findings && n < SENTENCES_MAX; i++) {
        const char *words = draft_words_of(&v->findings[i])->user;

        if (!words || v->findings[i].is_operators || was_told(told, n, words))
            continue;
        told[n++] = words;
        buf_addf(b, "- %s\n", words);
    }
    if (n == 0)
        buf_add(b, SLICE("- Mail was sent that does not look like yours.\n"));
}

static bool may_be_stolen(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (draft_words_of(&v->findings[i])->may_be_stolen)
            return true;
    return false;
}

/* What waited in a queue may be gone by then. */
static const char *done(const struct ruling *v)
{
    if (v->action == ACTION_HOLD_MAILING && v->findings[0].unsettled == 0)
        return "The mailing had left our servers already: nothing was held.";
    return draft_done[v->action];
}

static void add_call(struct buf *b, const struct result *r)
{
    buf_add(b, SLICE("the help desk"));
    if (r->help_desk.n)
        buf_addf(b, " (" SLICE_FMT ")", SLICE_ARG(r->help_desk));
}

static void add_signature(struct buf *b, const struct result *r, const struct ruling *v)
{
    buf_addf(b, "\nReference: %s\n" SLICE_FMT "\n", v->findings[0].id, SLICE_ARG(site_name(r)));
}

static void to_user(struct buf *b, const struct result *r, const struct ruling *v)
{
    bool is_host = v->account->kind == KIND_HOST;

    buf_addf(b, "Subject: About mail of %s " SLICE_FMT "\n\nDear ",
             is_host ? "the computer" : "your account", SLICE_ARG(v->account->name));
    if (is_host)
        buf_add(b, SLICE("colleague"));
    else
        add_name(b, v->account);
    buf_add(b, SLICE(",\n\nthe records of our mail servers show this, "));
    add_span(b, v, false);
    buf_add(b, SLICE(":\n"));
    add_seen(b, v);
    buf_addf(b, "\n%s\n\nIf you know about this, please call ", done(v));
    add_call(b, r);
    buf_add(b, SLICE(" and tell us what it is for: we will help you with it.\n"));
    if (may_be_stolen(v) && is_host)
        buf_add(b, SLICE("If not, somebody else may be using that computer: please let us look at "
                         "it together.\n"));
    else if (may_be_stolen(v))
        buf_add(b, SLICE("If not, somebody else may know your password. Change it where you "
                         "always do, and not by a link in any mail; then call as well, and we "
                         "look at forwarding and filter rules together.\n"));
    buf_add(b, SLICE("\nOnly records of sending and delivery were looked at, and no text of any "
                     "mail.\n"));
    add_signature(b, r, v);
}

static void to_help_desk(struct buf *b, const struct result *r, const struct ruling *v)
{
    buf_addf(b, "Subject: " SLICE_FMT " may call you\n\n", SLICE_ARG(v->account->name));
    add_name(b, v->account);
    buf_addf(b, " (" SLICE_FMT, SLICE_ARG(v->account->name));
    if (v->account->department.n)
        buf_addf(b, ", " SLICE_FMT, SLICE_ARG(v->account->department));
    buf_add(b, SLICE(") may call. What our servers show, "));
    add_span(b, v, false);
    buf_add(b, SLICE(":\n"));
    add_seen(b, v);
    buf_addf(b,
             "\nWhat the user was told: %s\n\nPlease ask:\n"
             "- Was it you, and what was it for?\n"
             "- From where and with which program do you usually send?\n"
             "- Did you lately enter your password after a mail or a call?\n",
             done(v));
    if (may_be_stolen(v))
        buf_add(b, SLICE("\nIf it was somebody else: a new password, in person or by calling back "
                         "the number on file, never by mail; passwords of single programs, "
                         "forwarding addresses, filter rules and sent mail looked through; "
                         "contacts told.\n"));
    buf_add(b, SLICE("If it was the user: help with a list or an announcement. It is not yours to "
                     "judge.\nDo not say who complained, nor how this was found.\nWhat was done is "
                     "taken back by the security staff: give them the reference.\n"));
    add_signature(b, r, v);
}

static bool has_complaint(const struct result *r, const struct ruling *v)
{
    for (size_t i = 0; i < r->n_complaints; i++)
        if (r->complaints[i].account == v->account && r->complaints[i].match == MATCH_COUNTED &&
            !complaint_is_kept_out(r->complaints[i].complaint))
            return true;
    return false;
}

static void to_complainant(struct buf *b, const struct result *r, const struct ruling *v)
{
    if (!has_complaint(r, v))
        return;
    buf_add(b, SLICE("Subject: Your complaint about mail from our servers\n\nThank you for telling "
                     "us. We have found the message in the records of our servers, and have taken "
                     "care of what caused it.\n\nPlease understand that we cannot tell more about "
                     "who is concerned. If you get such mail again, send us all of it, with its "
                     "header lines.\n"));
    add_signature(b, r, v);
}

/* Whom the provider's people know by its own name: the organisation that refused, if it is one. */
static bool was_refused(const struct result *r, const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].family == FAMILY_REMOTE)
            return true;
    for (size_t i = 0; i < r->n_incidents; i++)
        if (r->incidents[i].culprit == v->account)
            return true;
    return false;
}

static void to_provider(struct buf *b, const struct result *r, const struct ruling *v)
{
    if (!was_refused(r, v))
        return;
    buf_add(b, SLICE("Subject: Mail from our servers that you refuse\n\nDear postmaster,\n\n"));
    add_span(b, v, true);
    buf_add(b, SLICE(" our servers sent you mail that you refused. We have found where it came "
                     "from, and have taken care of that.\n\nIf our servers' addresses are still "
                     "blocked with you, please lift that, or tell us what you still see: times "
                     "with their zone, and the message ids.\n"));
    add_signature(b, r, v);
}

void draft_add(struct buf *b, const struct result *r, const struct ruling *v, enum draft to)
{
    static void (*const write[DRAFTS])(struct buf *, const struct result *,
                                       const struct ruling *) = {
        [DRAFT_USER] = to_user,
        [DRAFT_HELP_DESK] = to_help_desk,
        [DRAFT_COMPLAINANT] = to_complainant,
        [DRAFT_PROVIDER] = to_provider,
    };

    write[to](b, r, v);
}
