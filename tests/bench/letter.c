/*
 * Who writes to whom, and how the programs of the time name what they send.
 */
#include "tests/bench/session.h"

#include <stdio.h>
#include <stdlib.h>

enum { MESSAGE_ID_STYLES = 4 };

/* One to 64 recipients: four of five messages have one, one of a hundred ten and more. */
static uint32_t draw_recipients(struct dice *d)
{
    uint32_t roll = dice_below(d, 1000);

    if (roll < 790)
        return 1;
    if (roll < 890)
        return 2;
    if (roll < 940)
        return 3;
    if (roll < 975)
        return 4 + dice_below(d, 3);
    if (roll < 992)
        return 7 + dice_below(d, 6);
    if (roll < 999)
        return 13 + dice_below(d, 8);
    return 21 + dice_low(d, 44);
}

/* From 1 kB to 4 MB, spread over the powers of two, now and then larger. */
static uint32_t draw_size(struct dice *d)
{
    uint32_t power = 10 + dice_below(d, 5) + dice_below(d, 5);

    if (dice_chance(d, 120))
        power += dice_below(d, 5);
    return (1u << power) + dice_below(d, 1u << power);
}

static bool has_recipient(const struct letter *l, struct address a)
{
    for (uint32_t i = 0; i < l->recipients; i++)
        if (l->to[i].address.domain == a.domain && l->to[i].address.local == a.local)
            return true;
    return false;
}

void letter_add(struct letter *l, struct recipient r)
{
    if (l->recipients == l->room) {
        l->room = l->room ? 2 * l->room : 8;
        l->to = realloc(l->to, l->room * sizeof(*l->to));
        if (!l->to) {
            (void)fputs("generate: out of memory\n", stderr);
            exit(1);
        }
    }
    l->to[l->recipients++] = r;
}

void letter_copy(struct letter *to, const struct letter *from)
{
    struct letter kept = *to;

    *to = *from;
    to->to = kept.to;
    to->room = kept.room;
    to->recipients = 0;
    for (uint32_t i = 0; i < from->recipients; i++)
        letter_add(to, from->to[i]);
}

/* One user in nine has all mail forwarded. */
static void add_recipient(struct traffic *t, struct letter *l, struct address a)
{
    struct recipient r = { .address = a, .verdict = UNTRIED };

    if (has_recipient(l, a))
        return;
    if (t->world.words)
        r.fate = '+';
    else
        r.forwards = a.domain == OWN_DOMAIN && a.local % 9 == 3;
    if (r.forwards)
        r.forward_to = world_outsider(&t->world, a.local * 31 + 5);
    letter_add(l, r);
}

static void begin(struct traffic *t, struct letter *l, enum sender sender, struct dice *d)
{
    l->sender = sender;
    l->from = (struct address){ 0 };
    l->id = dice_next(d);
    l->subject = dice_mix(l->id + 1);
    l->is_spam = false;
    l->said = 0;
    l->header_from = 0;
    l->deed = 0;
    l->written = t->now;
    l->size = draw_size(d);
    l->recipients = 0;
}

/* Under a stolen login: one letter to whomever, in somebody else's name every other time. */
static void write_spam(struct traffic *t, struct letter *l, uint32_t account, struct dice *d)
{
    l->is_spam = true;
    l->subject = account;
    l->size = 5200 + dice_below(d, 20);
    if (account % 2)
        l->from.local = world_account(&t->world, d);
    for (uint32_t n = 0; n < 20; n++)
        add_recipient(t, l, world_outsider(&t->world, dice_next(d)));
}

void letter_write(struct traffic *t, struct letter *l, const struct session *s, struct dice *d)
{
    begin(t, l, FROM_ACCOUNT, d);
    l->from = (struct address){ OWN_DOMAIN, s->account };
    if (s->abused) {
        write_spam(t, l, s->account, d);
        return;
    }
    for (uint32_t n = draw_recipients(d); n-- > 0;)
        add_recipient(t, l, world_contact(&t->world, d, s->account));
}

/* From a contact, from somebody new, or from somebody's mailing. */
static struct address outside_sender(struct traffic *t, uint32_t account, struct dice *d)
{
    uint32_t roll = dice_below(d, 100);
    struct address a = { OWN_DOMAIN, 0 };

    if (roll < 50)
        a = world_contact(&t->world, d, account);
    if (a.domain == OWN_DOMAIN)
        a = world_outsider(&t->world, dice_next(d));
    if (roll >= 70)
        a.local |= BULK_SENDER;
    return a;
}

void letter_receive(struct traffic *t, struct letter *l, const struct session *s, struct dice *d)
{
    begin(t, l, dice_chance(d, 45) ? FROM_NOBODY : FROM_OUTSIDE, d);
    l->from = outside_sender(t, s->account, d);
    add_recipient(t, l, (struct address){ OWN_DOMAIN, s->account });
    if (l->sender == FROM_NOBODY || !dice_chance(d, 120))
        return;
    for (uint32_t n = 1 + dice_low(d, 5); n-- > 0;)
        add_recipient(t, l, (struct address){ OWN_DOMAIN, world_account(&t->world, d) });
}

void letter_by_program(struct traffic *t, struct message *m, struct dice *d)
{
    struct letter *l = &m->letter;

    begin(t, l, FROM_PROGRAM, d);
    l->made_by = m->id;
    add_recipient(t, l, world_contact(&t->world, d, world_account(&t->world, d)));
}

void letter_bounce(struct traffic *t, struct message *bounce, const struct message *m)
{
    struct letter *l = &bounce->letter;
    struct address owner = { OWN_DOMAIN, 0 };
    struct dice own;
    struct dice *d = deal(t, &own, dice_mix(m->letter.id) + 1);

    begin(t, l, FROM_NOBODY, d);
    l->from = owner;
    l->made_by = bounce->id;
    l->parent = m->id;
    l->size = 2400 + dice_below(d, 4000);
    add_recipient(t, l,
                  m->letter.sender == FROM_PROGRAM && !m->letter.deed ? owner : m->letter.from);
}

void put_header_from(struct log *log, const struct world *w, const struct letter *l)
{
    if (l->header_from)
        put_string(log, words_text(w->words, l->header_from));
    else
        put_sender(log, w, l);
}

void put_subject(struct log *log, const struct world *w, const struct letter *l)
{
    static const char *const words[] = { "minutes", "lecture", "thesis", "travel",
                                         "invoice", "seminar", "exam",   "visit" };

    if (l->said) {
        put_string(log, words_text(w->words, l->said));
        return;
    }
    if (l->subject % 3 == 0)
        PUT(log, "Re: ");
    PUT(log, "the ");
    put_string(log, words[l->subject % 8]);
    PUT(log, " of ");
    put_number(log, l->subject >> 40);
}

/* enable_long_queue_ids: second and microsecond in base 52, z, the inode in base 51. */
static void put_long_id(struct log *log, struct queue_id id)
{
    static const char digits[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

    put_in_base(log, id.second, 6, digits, 52);
    put_in_base(log, id.micros, 4, digits, 52);
    put_char(log, 'z');
    put_in_base(log, id.inode, 4, digits, 51);
}

void put_queue_id(struct log *log, struct queue_id id)
{
    if (log->has_long_ids) {
        put_long_id(log, id);
        return;
    }
    put_capital_hex(log, id.micros, 5);
    put_capital_hex(log, id.inode, 5);
}

void put_sender(struct log *log, const struct world *w, const struct letter *l)
{
    if (l->sender == FROM_PROGRAM && !l->deed)
        PUT(log, "www-data@mx1.example.edu");
    else if (l->sender != FROM_NOBODY)
        put_address(log, w, l->from);
}

static void put_uuid(struct log *log, uint64_t id)
{
    uint64_t more = dice_mix(id);

    put_hex(log, id, 8);
    put_char(log, '-');
    put_hex(log, id >> 32, 4);
    PUT(log, "-4");
    put_hex(log, id >> 48, 3);
    PUT(log, "-a");
    put_hex(log, more, 3);
    put_char(log, '-');
    put_hex(log, more >> 12, 12);
}

/* A person's mail program writes alike each time, so the sender decides. */
static void put_written_id(struct log *log, const struct letter *l)
{
    switch (dice_mix(l->from.local * 5 + l->from.domain) % MESSAGE_ID_STYLES) {
    case 0:
        put_uuid(log, l->id);
        break;
    case 1:
        PUT(log, "CA+");
        put_hex(log, l->id, 16);
        put_hex(log, dice_mix(l->id), 12);
        break;
    case 2:
        put_capital_hex(log, l->id, 8);
        put_char(log, '.');
        put_number(log, dice_mix(l->id) % 10000000);
        break;
    default:
        put_compact_date(log, l->written);
        put_char(log, '.');
        put_hex(log, l->id, 12);
    }
    put_char(log, '@');
}

void put_message_id(struct log *log, const struct world *w, const struct letter *l)
{
    bool made_up =
        l->sender == FROM_PROGRAM || (l->sender == FROM_NOBODY && l->from.domain == OWN_DOMAIN);

    if (made_up) {
        put_compact_date(log, l->written);
        put_char(log, '.');
        put_queue_id(log, l->made_by);
        PUT(log, "@mx1.example.edu");
        return;
    }
    put_written_id(log, l);
    put_domain(log, w, l->from.domain);
}
