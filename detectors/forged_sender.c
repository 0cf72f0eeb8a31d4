/*
 * forged_sender - mail under an address that is not the account's
 *
 * Catches a login whose mail names somebody else as its sender, in the envelope or in the
 * header From: another person, a role that the directory does not let it send for, an
 * address of an own domain that nobody has, an outside one. Attempts that the server
 * refused count apart. One slip under another person's address is a reason to ask; some
 * messages to some people are none. An outside address is mostly the person's own, who writes to
 * the people they know under it; to many strangers in a day nobody needs to, nor, where no past is
 * known, to as many people outside in an hour as hardly anybody writes to.
 *
 * Excused: owners' delegates, lists and systems (sending for others is their task), logins
 * that the claimed person may use, and mail redirected by hand, but not to many. Who is not
 * in the directory is not accused.
 *
 * Blind to mail without a login, to a header From that is not logged, cut off or not
 * readable, to a second author or a second From behind an own one (attached messages have
 * theirs logged, too), to display names ("The President" <own@address>), and to what a
 * system sends.
 */

#include "detectors/toolbox.h"
#include "detectors/writers.h"

enum { SERIES_MESSAGES, SERIES_RECIPIENTS, WIDE, STRANGERS, UNREMEMBERED, ATTEMPTS };

static const struct limit limits[] = {
    [SERIES_MESSAGES] = { "series_messages", 3, COUNT, "messages in a day that are no slip" },
    [SERIES_RECIPIENTS] = { "series_recipients", 3, COUNT, "and the recipients they went to" },
    [WIDE] = { "wide", 50, COUNT, "recipients in a day that are no slip, by one message, too" },
    [STRANGERS] = { "strangers", 10, COUNT, "of these outside and new to the account: the same" },
    [UNREMEMBERED] = { "unremembered", 15, COUNT, "outside in an hour, where no past is known" },
    [ATTEMPTS] = { "attempts", 10, COUNT, "refused in a day that are no slip; a minute's are one" },
    { 0 },
};

struct state { /* one account, one identity */
    struct window messages, envelope, header, resent;
    struct distinct recipients, addresses, refused;
    struct distinct strangers; /* recipients outside that it is not known to have written to */
    int64_t plain;             /* most messages of a day that were not redirected */
};

static const struct field fields[] = {
    WINDOW(struct state, messages),     WINDOW(struct state, envelope),
    WINDOW(struct state, header),       WINDOW(struct state, resent),
    DISTINCT(struct state, recipients), DISTINCT(struct state, addresses),
    DISTINCT(struct state, refused),    DISTINCT(struct state, strangers),
    NUMBER(struct state, plain),        { 0 },
};

/* How much it is: a slip, no slip any more, or mail to many. */
enum extent { SLIP, SERIES, MANY, EXTENTS };

/* ACTIONS: nothing is said yet. */
static const enum action warranted[CLAIM_KINDS][EXTENTS] = {
    [CLAIM_PERSON] = { ACTION_CONTACT, ACTION_HOLD_MAILING, ACTION_HOLD_MAILING },
    [CLAIM_ROLE] = { ACTION_NOTIFY, ACTION_CONTACT, ACTION_CONTACT },
    [CLAIM_UNOWNED] = { ACTIONS, ACTION_NOTIFY, ACTION_CONTACT },
    [CLAIM_OUTSIDE] = { ACTIONS, ACTION_RECORD, ACTION_NOTIFY },
};

static const enum action warranted_by_attempts[CLAIM_KINDS][EXTENTS] = {
    [CLAIM_PERSON] = { ACTION_NOTIFY, ACTION_CONTACT, ACTION_CONTACT },
    [CLAIM_ROLE] = { ACTION_RECORD, ACTION_NOTIFY, ACTION_NOTIFY },
    [CLAIM_UNOWNED] = { ACTIONS, ACTION_NOTIFY, ACTION_NOTIFY },
    [CLAIM_OUTSIDE] = { ACTIONS, ACTION_RECORD, ACTION_RECORD },
};

enum { EXCUSE = 2000 };

static const int32_t weights[CLAIM_KINDS][EXTENTS] = {
    [CLAIM_PERSON] = { 2000, 3000, 3000 },
    [CLAIM_ROLE] = { 1000, 2000, 2000 },
    [CLAIM_UNOWNED] = { 0, 1000, 1500 },
    [CLAIM_OUTSIDE] = { 0, 500, 1000 },
};

/* What a piece says of its claim: one address, and all that share the last place. */
static const struct {
    const char *one, *several, *shared, *refused, *why, *advice;
} words[CLAIM_KINDS] = {
    [CLAIM_PERSON] = {
        "sent a message as {anchor}, which is another person's address",
        "sent {messages} messages as {anchor}, which is another person's address",
        "sent {messages} messages under addresses of other people ({addresses})",
        "was refused as {anchor}, which is another person's address (tries: {refused})",
        "Sent with this account's login under {anchor}, an address of {owner}: messages "
        "{messages}, recipients {recipients} within a day; envelope {envelope}, header From "
        "{header_from}.",
        "Ask the account's owner, and {owner}, whether they know of this mail. If neither does, "
        "somebody else has the password; if it is agreed, the directory lacks a delegate.",
    },
    [CLAIM_ROLE] = {
        "sent a message as {anchor}, which is not this account's to use",
        "sent {messages} messages as {anchor}, which is not this account's to use",
        "sent {messages} messages under addresses of roles and lists ({addresses})",
        "was refused as {anchor}, which is not this account's to use (tries: {refused})",
        "Sent with this account's login under {anchor}, an address of {owner} that does not name "
        "it as a delegate: messages {messages}, recipients {recipients} within a day; envelope "
        "{envelope}, header From {header_from}.",
        "Ask {owner} whether this person sends for it: if so, write it into the directory.",
    },
    [CLAIM_UNOWNED] = {
        "sent a message as {anchor}, which is nobody's address",
        "sent {messages} messages as {anchor}, which is nobody's address",
        "sent {messages} messages under addresses that are nobody's ({addresses})",
        "was refused as {anchor}, which is nobody's address (tries: {refused})",
        "Sent with this account's login under {anchor}, an address of an own domain that the "
        "directory does not have: messages {messages}, recipients {recipients} within a day; "
        "envelope {envelope}, header From {header_from}.",
        "Find out whose address {anchor} is: if it is in use, the directory lacks it.",
    },
    [CLAIM_OUTSIDE] = {
        "sent a message as {anchor}, which is an outside address",
        "sent {messages} messages as {anchor}, which is an outside address",
        "sent {messages} messages under outside addresses ({addresses})",
        "was refused as {anchor}, which is an outside address (tries: {refused})",
        "Sent with this account's login under {anchor}, an outside address: messages {messages}, "
        "recipients {recipients} within a day; envelope {envelope}, header From {header_from}.",
        "If {anchor} is not the person's own address elsewhere, ask what this mail was.",
    },
};

static const char why_shared[] =
    "Sent with this account's login under addresses that are not its own: addresses {addresses}, "
    "messages {messages}, recipients {recipients} within a day; envelope {envelope}, header From "
    "{header_from}.";
static const char why_refused[] =
    "The server refused this account's login as {anchor}, which it does not own. Tries within a "
    "day: {refused}. Nothing of it went out.";
static const char why_refused_shared[] =
    "The server refused this account's login under addresses that are not its own: addresses "
    "{addresses}, tries within a day {refused}. Nothing of it went out.";
static const char headline_refused_shared[] =
    "was refused under addresses that are not its own (addresses: {addresses}, tries: {refused})";
static const char advice_shared[] =
    "If a server or a program uses this login, enter it into the directory as a system; if not, "
    "ask the account's owner what this mail is.";
static const char advice_refused[] =
    "Tell the person to set an own address as the sender in the mail program.";

static void raise_to(struct evidence *e, const char *name, int64_t value)
{
    int64_t known = evidence_value(e, name);

    evidence_number(e, name, COUNT, value > known ? value : known);
}

static enum extent extent_of(const struct watch *w, const struct evidence *e, int64_t messages)
{
    int64_t recipients = evidence_value(e, "recipients");

    if (recipients >= w->limit[WIDE] || evidence_value(e, "unknown") >= w->limit[STRANGERS] ||
        evidence_value(e, "untold") >= w->limit[UNREMEMBERED])
        return MANY;
    return messages >= w->limit[SERIES_MESSAGES] && recipients >= w->limit[SERIES_RECIPIENTS]
               ? SERIES
               : SLIP;
}

/* Redirected by hand, it keeps its author's From: that is how it should be. */
static bool is_resent(const struct event *ev)
{
    return ev->message->is_resent && !ev->in_envelope;
}

static enum action least(enum action a, enum action b)
{
    return a < b ? a : b;
}

static bool is_of_directory(const struct claim *c)
{
    return c->kind == CLAIM_PERSON || c->kind == CLAIM_ROLE;
}

/* What is left of an action when the account itself speaks against it. */
static enum action excused(const struct event *ev, enum action action, bool is_slip)
{
    if (kind_sends_for_others(ev->account->kind) && is_slip)
        return ACTIONS;
    if (action == ACTIONS ||
        (!kind_sends_for_others(ev->account->kind) && !ev->claim->shares_login))
        return action;
    return ACTION_RECORD;
}

/* By what went out. A login that the directory does not know may be the owner's own. */
static enum action by_mail(const struct event *ev, enum extent extent, bool is_all_resent)
{
    enum action action = excused(ev, warranted[ev->claim->kind][extent], extent == SLIP);

    if (is_all_resent && extent != MANY)
        return extent == SLIP ? ACTIONS : ACTION_RECORD;
    if (action == ACTIONS || ev->account->in_directory)
        return action;
    return least(action, is_of_directory(ev->claim) ? ACTION_NOTIFY : ACTION_RECORD);
}

/* By what was refused: there the server itself knew whose the address is not. */
static enum action by_tries(const struct watch *w, const struct evidence *e, const struct event *ev)
{
    int64_t tries = evidence_value(e, "refused");
    bool is_often = tries >= w->limit[ATTEMPTS];

    if (tries == 0)
        return ACTIONS;
    return excused(ev, warranted_by_attempts[ev->claim->kind][is_often], !is_often);
}

static void speak_against(struct evidence *e, const struct event *ev)
{
    const struct claim *c = ev->claim;

    if (kind_sends_for_others(ev->account->kind))
        evidence_against(e, "The account is a list or a system: it sends for others.", -EXCUSE);
    else if (c->shares_login)
        evidence_against(e, "{owner} may use this account, and may have sent this as well.",
                         -EXCUSE);
    else if (!ev->account->in_directory && ev->message)
        evidence_against(e,
                         "The login is not in the directory: the address may be its own, or "
                         "a server uses it that sends for others.",
                         -1500);
    else if (ev->account->kind == KIND_ORGANISATION)
        evidence_against(e, "Several people use this account: who it was is not known.", 0);
    if (c->kind == CLAIM_OUTSIDE)
        evidence_against(e, "People have addresses elsewhere: this may be an own one.", -300);
    else if (c->kind == CLAIM_UNOWNED)
        evidence_against(e, "It may be an alias that the directory does not have yet.", -300);
    else
        evidence_against(
            e,
            "Own addresses, delegates, organisations and lists were looked through: none "
            "lets this account use it.",
            0);
    if (ev->message && is_resent(ev))
        evidence_against(e,
                         "Mail that is redirected by hand keeps its author's From: {resent} of "
                         "these.",
                         0);
    else if (ev->in_header && !ev->in_envelope && !ev->message->is_from_own)
        evidence_against(e,
                         "A message without a From that carries another message is read by that "
                         "one's From: look at the line.",
                         0);
}

static const char *headline_of(const struct evidence *e, const struct event *ev)
{
    int64_t messages = evidence_value(e, "messages");

    if (ev->claim->address.n == 0)
        return messages ? words[ev->claim->kind].shared : headline_refused_shared;
    if (messages == 0)
        return words[ev->claim->kind].refused;
    return messages == 1 ? words[ev->claim->kind].one : words[ev->claim->kind].several;
}

static const char *why_of(const struct evidence *e, const struct event *ev)
{
    if (evidence_value(e, "messages") == 0)
        return ev->claim->address.n ? why_refused : why_refused_shared;
    return ev->claim->address.n ? words[ev->claim->kind].why : why_shared;
}

static const char *advice_of(const struct evidence *e, const struct event *ev)
{
    if (evidence_value(e, "messages") == 0)
        return advice_refused;
    return ev->claim->address.n ? words[ev->claim->kind].advice : advice_shared;
}

/* A single From may be that of an attached message, when its own is missing. */
static enum certainty certainty_of(const struct evidence *e, const struct event *ev,
                                   enum extent extent)
{
    bool is_header_only = evidence_value(e, "envelope") == 0 && evidence_value(e, "refused") == 0;

    if (!is_of_directory(ev->claim) || !ev->account->in_directory || ev->claim->shares_login ||
        kind_sends_for_others(ev->account->kind))
        return CERTAINTY_HINT;
    return is_header_only && extent == SLIP ? CERTAINTY_LIKELY : CERTAINTY_PROVED;
}

/* What the account itself excuses weighs nothing in the end, nor what was redirected. */
static int32_t weight_of(const struct watch *w, const struct evidence *e, const struct event *ev,
                         enum extent extent)
{
    const struct state *st = w->state;
    int64_t messages = evidence_value(e, "messages");

    if (kind_sends_for_others(ev->account->kind) || ev->claim->shares_login)
        return EXCUSE;
    if (messages && st->plain == 0 && extent != MANY)
        return 0;
    return weights[ev->claim->kind][extent] / (messages ? 1 : 2);
}

static void ripen(struct watch *w, struct evidence *e, const struct event *ev)
{
    const struct state *st = w->state;
    int64_t messages = evidence_value(e, "messages");
    enum extent extent = extent_of(w, e, st->plain ? st->plain : messages);
    enum action mail = messages ? by_mail(ev, extent, st->plain == 0) : ACTIONS;
    enum action tries = by_tries(w, e, ev);

    if (mail == ACTIONS && tries == ACTIONS)
        return;
    e->is_ripe = true;
    e->warrants = mail == ACTIONS || (tries != ACTIONS && tries > mail) ? tries : mail;
    e->weight = weight_of(w, e, ev, extent);
    e->certainty = certainty_of(e, ev, extent);
    e->headline = headline_of(e, ev);
    e->why = why_of(e, ev);
    e->advice = advice_of(e, ev);
    for (int i = SERIES_MESSAGES; i <= ATTEMPTS; i++)
        evidence_number(e, limits[i].name, COUNT, w->limit[i]);
}

static struct evidence *open_piece(struct watch *w, const struct event *ev)
{
    struct evidence *e = evidence_open(w, FAMILY_FORGED, ev->claim->address);

    e->owner = ev->claim->owner;
    speak_against(e, ev);
    return e;
}

static void on_message(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e = open_piece(w, ev);
    usec accepted = ev->message->accepted;
    int64_t messages = window_add(&st->messages, 1, accepted, DAY);
    int64_t resent = window_add(&st->resent, is_resent(ev), accepted, DAY);

    evidence_quote_sender(e, ev);
    if (messages - resent > st->plain)
        st->plain = messages - resent; /* the most of both may be of different days */
    raise_to(e, "messages", messages);
    raise_to(e, "recipients", 0);
    raise_to(e, "envelope", window_add(&st->envelope, ev->in_envelope, accepted, DAY));
    raise_to(e, "header_from", window_add(&st->header, ev->in_header, accepted, DAY));
    if (is_resent(ev))
        raise_to(e, "resent", resent);
    raise_to(e, "addresses", distinct_add(&st->addresses, ev->claimed, accepted, DAY));
    ripen(w, e, ev);
}

static bool is_stranger(const struct watch *w, const struct event *ev)
{
    return ev->claim->kind == CLAIM_OUTSIDE && ev->recipient.is_external &&
           ev->recipient.contact != CONTACT_KNOWN && !writers_have(w->writers, ev->recipient.hash);
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e = open_piece(w, ev);
    usec accepted = ev->message->accepted;
    bool is_new = ev->recipient.contact == CONTACT_NEW;

    evidence_quote_recipient(e, ev);
    raise_to(e, "recipients", distinct_add(&st->recipients, ev->recipient.hash, accepted, DAY));
    if (is_stranger(w, ev))
        raise_to(e, is_new ? "unknown" : "untold",
                 distinct_add(&st->strangers, ev->recipient.hash, accepted, is_new ? DAY : HOUR));
    ripen(w, e, ev);
}

/* Every recipient is refused on its own, so those of a minute are one try. */
static void on_refused(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e = open_piece(w, ev);
    uint64_t minute = (uint64_t)(ev->when / USEC_PER_SECOND / MINUTE);

    evidence_quote(e, ev);
    raise_to(e, "refused", distinct_add(&st->refused, minute, ev->when, DAY));
    raise_to(e, "addresses", distinct_add(&st->addresses, ev->claimed, ev->when, DAY));
    ripen(w, e, ev);
}

const struct detector detector_forged_sender = {
    .name = "forged_sender",
    .title = "Forged sender",
    .clause = CLAUSE_FORGED_HEADER,
    .key = KEY_CLAIM,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .on = { [EVENT_MESSAGE] = on_message,
            [EVENT_RECIPIENT] = on_recipient,
            [EVENT_CLAIM_REFUSED] = on_refused },
};
