/*
 * A sum recommends by steps, and no further than the account lets it: what is no person's
 * is not disabled, who did not log in is asked. Disabling needs more than a sum: evidence
 * of two kinds, one of them harm, and logs that nothing is wrong with.
 */
#include "analyzer/run/judge/judge_parts.h"

#include "analyzer/base/buf.h"

static void withhold(struct ruling *v, slice *list, slice why)
{
    if (v->n_withheld < WITHHELD_EACH)
        list[v->n_withheld++] = why;
}

/* The most that is ever recommended for such an account on evidence that adds up. */
static enum action most_for(const struct account *who, slice *why)
{
    bool has_login = who->identity == IDENTITY_LOGIN || who->identity == IDENTITY_SUBMISSION;

    if (who->kind == KIND_HOST || !has_login) {
        *why = SLICE("Nobody logged in: its owner is asked, whatever the sum.");
        return ACTION_CONTACT;
    }
    if (kind_is_shared(who->kind)) {
        *why = SLICE("It is no person's account: it is never disabled by a sum.");
        return ACTION_HOLD_MAILING;
    }
    if (!who->in_directory) {
        *why = SLICE("It is not in the directory, so it may be a list, a system or an "
                     "organisation: people have to look before it is disabled.");
        return ACTION_HOLD_MAILING;
    }
    return ACTION_DISABLE_ACCOUNT;
}

/* Volume and a forged sender may be one act: a secretary's mailing in the dean's name, where
   the directory names no delegate. They make one kind between them. */
static bool has_two_families(const struct ruling *v)
{
    bool is_act = false;
    int others = 0;

    for (size_t i = 0; i < v->n_families; i++) {
        const struct family_sum *f = &v->families[i];
        bool may_be_one_act = f->family == FAMILY_VOLUME || f->family == FAMILY_FORGED;

        if (f->counted < SUM_OF_FAMILY)
            continue;
        is_act = is_act || may_be_one_act;
        others += !may_be_one_act;
    }
    return is_act + others >= 2;
}

/* Mail to strangers of which people complain is unsolicited, and may be its owner's: there, a
   person reads a message first. A foreign network beside it says that it is somebody else's. */
static bool is_only_unsolicited(const struct ruling *v)
{
    bool is_complained = false;

    for (size_t i = 0; i < v->n_families; i++) {
        const struct family_sum *f = &v->families[i];
        bool is_strange =
            f->family == FAMILY_AUTHENTICATION || f->family == FAMILY_CAMPAIGN || f->is_harm;

        if (f->family == FAMILY_COMPLAINT)
            is_complained = f->is_harm;
        else if (is_strange && f->counted >= SUM_OF_FAMILY)
            return false;
    }
    return is_complained;
}

static bool has_harm(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_families; i++)
        if (v->families[i].is_harm)
            return true;
    return false;
}

static void check_evidence(struct ruling *v, slice *list)
{
    if (!has_two_families(v))
        withhold(
            v, list,
            SLICE("Disabling needs two kinds of evidence that count 2 or more; there is one. (A "
                  "mailing and its forged sender are one act.)"));
    if (is_only_unsolicited(v))
        withhold(
            v, list,
            SLICE("Complaints and volume show unsolicited mail, and not whose it is: disabling "
                  "needs somebody to read a complained message first."));
    if (!has_harm(v))
        withhold(
            v, list,
            SLICE("Disabling needs proof of harm (unknown recipients, refusals as spam, a virus, "
                  "complaints, canaries, a forged sender); volume and networks are none."));
}

static bool is_elsewhere(const struct flag *f, const struct ruling *v)
{
    const usec near = (usec)FLAG_REACHES * USEC_PER_SECOND;
    bool is_near = v->n_findings == 0 || f->to == 0;

    for (size_t i = 0; i < v->n_findings && !is_near; i++)
        is_near = v->findings[i].last >= f->from - near && v->findings[i].first <= f->to + near;
    return !is_near;
}

/* Names each kind once. */
static void check_flags(const struct judge *j, struct ruling *v, slice *list)
{
    struct buf b = { 0 };
    uint64_t seen = 0;

    for (size_t i = 0; i < j->n_flags; i++) {
        const struct flag *f = &j->flags[i];

        if (!flag_blocks(f) || seen >> f->kind & 1 || is_elsewhere(f, v))
            continue;
        buf_addf(&b, "%s%s", seen ? ", " : "Disabling needs logs that nothing is wrong with: ",
                 flag_names[f->kind]);
        seen |= UINT64_C(1) << f->kind;
    }
    if (seen) {
        buf_add(&b, SLICE("."));
        withhold(v, list, arena_keep(j->arena, buf_slice(&b)));
    }
    buf_free(&b);
}

static bool can_be_held(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].can_be_held && v->findings[i].score > 0 && !v->findings[i].is_operators)
            return true;
    return false;
}

static enum action step(const struct ladder *l, const struct ruling *v)
{
    if (v->sum < l->contact)
        return ACTION_RECORD;
    if (v->sum < l->hold)
        return ACTION_CONTACT;
    return can_be_held(v) ? ACTION_HOLD_MAILING : ACTION_THROTTLE;
}

enum action judge_by_sum(const struct judge *j, struct ruling *v)
{
    slice *list = arena_new(j->arena, WITHHELD_EACH * sizeof(*list)), why;
    enum action action = step(&j->ladder, v), most = most_for(v->account, &why);

    v->withheld = list;
    v->n_withheld = 0;
    if (v->sum >= j->ladder.disable) {
        check_evidence(v, list);
        check_flags(j, v, list);
        if (v->n_withheld == 0 && most >= ACTION_DISABLE_SENDING)
            action = ACTION_DISABLE_SENDING;
    }
    if (action > most || (v->sum >= j->ladder.disable && most < ACTION_DISABLE_SENDING)) {
        withhold(v, list, why);
        if (action > most)
            action = most;
    }
    return action;
}
