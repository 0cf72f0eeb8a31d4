/*
 * Names are picked by number from short lists; what a site's machines are
 * called and where they stand is hashed from the site's number.
 */
#include "tests/bench/world.h"

#include <stdlib.h>

enum { NAMES = 64, UNIVERSITIES = 240 };

static const char first[NAMES][12] = {
    "anna",   "ben",    "clara", "david", "elif",   "emil",  "erik",   "eva",   "felix", "finn",
    "fatima", "greta",  "hanna", "hugo",  "ida",    "ines",  "jakob",  "jan",   "julia", "kai",
    "karim",  "lara",   "lea",   "leon",  "lina",   "lucas", "luisa",  "malik", "maria", "marie",
    "max",    "mia",    "milan", "mona",  "nadia",  "nico",  "nina",   "noah",  "nora",  "olga",
    "oskar",  "paul",   "petra", "pia",   "rafael", "rana",  "robin",  "rosa",  "ruth",  "sam",
    "sara",   "selma",  "simon", "sofia", "tara",   "theo",  "thomas", "tim",   "uma",   "victor",
    "vera",   "walter", "yara",  "zoe",
};

static const char last[NAMES][12] = {
    "adams",   "ahmed",   "alves",  "bauer",    "becker",   "berg",   "braun",  "brown",
    "carter",  "chen",    "costa",  "davies",   "demir",    "diaz",   "dubois", "eriksen",
    "evans",   "fischer", "flores", "fontaine", "garcia",   "gruber", "haas",   "hansen",
    "harris",  "hoffman", "horvat", "ivanov",   "jansen",   "jones",  "kaiser", "kaya",
    "keller",  "khan",    "klein",  "koch",     "kowalski", "kumar",  "lang",   "larsen",
    "lee",     "lopez",   "maier",  "martin",   "meyer",    "moreau", "nguyen", "novak",
    "okafor",  "olsen",   "patel",  "peters",   "popov",    "reyes",  "rossi",  "santos",
    "schmidt", "silva",   "singh",  "smith",    "tanaka",   "vogel",  "wagner", "zhang",
};

static void *must_calloc(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (!p) {
        (void)fputs("generate: out of memory\n", stderr);
        exit(1);
    }
    return p;
}

static void name_exchanger(struct domain *to, uint32_t n)
{
    (void)snprintf(to->mx, sizeof(to->mx), "%s%s", n % 5 < 3 ? "mx1." : "mail.", to->name);
}

static void name_domain(struct domain *to, uint32_t n)
{
    const char *word = last[dice_mix(n) % NAMES];

    if (n == 0)
        (void)snprintf(to->name, sizeof(to->name), "bigmail.example");
    else if (n == 1)
        (void)snprintf(to->name, sizeof(to->name), "outmail.example");
    else if (n < 2 + UNIVERSITIES)
        (void)snprintf(to->name, sizeof(to->name), "uni-%s%u.example.org", word, n);
    else
        (void)snprintf(to->name, sizeof(to->name), "%s%u.example.%s", word, n,
                       n % 3 ? "com" : "net");
    name_exchanger(to, n);
}

static void grow_domains(struct world *w, uint32_t n)
{
    w->n_domains = 2 * n;
    w->domains = realloc(w->domains, w->n_domains * sizeof(*w->domains));
    if (w->domains)
        return;
    (void)fputs("generate: out of memory\n", stderr);
    exit(1);
}

void world_init(struct world *w, uint32_t accounts, uint64_t seed)
{
    uint64_t sum = 0;

    *w = (struct world){ .seed = dice_mix(seed), .accounts = accounts };
    w->weights = must_calloc(accounts, sizeof(*w->weights));
    w->domains = must_calloc(DOMAINS, sizeof(*w->domains));
    for (uint32_t i = 0; i < accounts; i++)
        w->weights[i] = sum += ((uint64_t)1 << 40) / (i + 1 + accounts / 40);
    for (uint32_t n = 0; n < DOMAINS; n++)
        name_domain(&w->domains[n], n);
    w->n_domains = DOMAINS;
}

/* A word's number less the two providers and the own domain, which have theirs. */
uint32_t world_domain(struct world *w, const char *name)
{
    uint32_t n;

    if (strcmp(name, "example.edu") == 0)
        return OWN_DOMAIN;
    for (n = 0; n < 2; n++)
        if (strcmp(name, w->domains[n].name) == 0)
            return n;
    n = OWN_DOMAIN + words_number(w->words, name, strlen(name));
    if (n >= w->n_domains)
        grow_domains(w, n);
    (void)snprintf(w->domains[n].name, sizeof(w->domains[n].name), "%s", name);
    name_exchanger(&w->domains[n], n);
    return n;
}

uint32_t world_account(const struct world *w, struct dice *d)
{
    uint64_t point = dice_next(d) % w->weights[w->accounts - 1];
    uint32_t low = 0;
    uint32_t high = w->accounts - 1;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (w->weights[middle] > point)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Two large providers, universities, and a long tail of small sites. */
static uint32_t domain_of(uint64_t key)
{
    uint32_t share = (uint32_t)(key & 0xff) * 100 / 256;
    uint64_t a = key >> 8 & 0xfff;
    uint64_t b = key >> 20 & 0xfff;

    if (share < 60)
        return share >= 35;
    if (share < 80)
        return 2 + (uint32_t)(a * b * UNIVERSITIES >> 24);
    return 2 + UNIVERSITIES + (uint32_t)(a * b * (DOMAINS - 2 - UNIVERSITIES) >> 24);
}

struct address world_outsider(const struct world *w, uint64_t key)
{
    uint64_t bits = dice_mix(key ^ w->seed);

    return (struct address){ domain_of(bits), (uint32_t)(bits >> 36) % (NAMES * NAMES * 90) };
}

struct address world_contact(const struct world *w, struct dice *d, uint32_t account)
{
    uint64_t own = dice_mix(w->seed + account);
    uint32_t busy = 8 * w->accounts / (account + 1 + w->accounts / 40);
    uint64_t key = dice_next(d);

    if (!dice_chance(d, 30))
        key = own ^ dice_mix(dice_low(d, 12 + (uint32_t)(own % 48) + busy));
    if (dice_mix(key) % 100 < 42)
        return (struct address){ OWN_DOMAIN, (uint32_t)(key >> 16) % w->accounts };
    return world_outsider(w, key);
}

struct client world_login_client(const struct world *w, struct dice *d, uint32_t account)
{
    uint64_t own = dice_mix(w->seed ^ ((uint64_t)account << 24));
    uint32_t roll = dice_below(d, 100);

    if (roll < 55)
        return (struct client){ CAMPUS, 0, own };
    if (roll < 70)
        return (struct client){ WIRELESS, 0, dice_next(d) };
    if (roll < 93)
        return (struct client){ HOME, 0, own };
    return (struct client){ MOBILE, 0, dice_next(d) };
}

struct client world_server(struct dice *d, uint32_t domain)
{
    return (struct client){ SERVER, domain, dice_low(d, domain < 2 ? 200 : 3) };
}

struct client world_stray(struct dice *d)
{
    return (struct client){ STRAY, 0, dice_next(d) };
}

/* Name and number of person n, the same for accounts and for outsiders. */
static void put_person(struct log *log, const struct world *w, uint32_t n)
{
    if (w->words) {
        put_string(log, words_text(w->words, n));
        return;
    }
    put_string(log, first[n % NAMES]);
    put_char(log, '.');
    put_string(log, last[n / NAMES % NAMES]);
    if (n >= NAMES * NAMES)
        put_number(log, n / (NAMES * NAMES));
}

void put_address(struct log *log, const struct world *w, struct address a)
{
    if (a.local & BULK_SENDER && !w->words) {
        PUT(log, "bounces+");
        put_number(log, a.local % 9973);
        put_char(log, '-');
        put_hex(log, a.local, 7);
    } else {
        put_person(log, w, a.local);
    }
    put_char(log, '@');
    put_domain(log, w, a.domain);
}

/* Some people's programs log in with the whole address. */
void put_local_part(struct log *log, const struct world *w, struct address a)
{
    put_person(log, w, a.local);
}

void put_login(struct log *log, const struct world *w, uint32_t account)
{
    put_person(log, w, account);
    if (!w->words && dice_mix(w->seed - account) % 5 == 0)
        PUT(log, "@example.edu");
}

void put_domain(struct log *log, const struct world *w, uint32_t domain)
{
    if (domain == OWN_DOMAIN)
        PUT(log, "example.edu");
    else
        put_string(log, w->domains[domain].name);
}

static void put_ipv4(struct log *log, uint64_t bits)
{
    static const char nets[3][12] = { "192.0.2.", "198.51.100.", "203.0.113." };

    put_string(log, nets[bits % 3]);
    put_number(log, 1 + (bits >> 8) % 254);
}

/* Three groups of its own under the documentation prefix. */
static void put_ipv6(struct log *log, uint64_t bits)
{
    PUT(log, "2001:db8:");
    put_hex(log, 0x1000 | (bits & 0xfff), 4);
    put_char(log, ':');
    put_hex(log, 0x1000 | (bits >> 12 & 0xefff), 4);
    PUT(log, "::");
    put_hex(log, 0x1000 | (bits >> 32 & 0xefff), 4);
}

void put_mx_name(struct log *log, const struct world *w, uint32_t domain)
{
    put_string(log, w->domains[domain].mx);
}

void put_mx_address(struct log *log, uint32_t domain)
{
    uint64_t bits = dice_mix(domain);

    if (bits % 7)
        put_ipv4(log, bits >> 3);
    else
        put_ipv6(log, bits >> 3);
}

void put_mx(struct log *log, const struct world *w, uint32_t domain)
{
    put_mx_name(log, w, domain);
    put_char(log, '[');
    put_mx_address(log, domain);
    put_char(log, ']');
}

static void put_own_ipv4(struct log *log, struct client c)
{
    PUT(log, "10.20.");
    put_number(log, c.network == CAMPUS ? 1 + c.id % 180 : 192 + c.id % 32);
    put_char(log, '.');
    put_number(log, 1 + (c.id >> 16) % 254);
}

/* `name[address]`, as the script has it. */
static void put_scripted_name(struct log *log, const struct world *w, struct client c)
{
    const char *text = words_text(w->words, (uint32_t)c.id);

    put_bytes(log, text, strcspn(text, "["));
}

static void put_scripted_address(struct log *log, const struct world *w, struct client c)
{
    const char *from = strchr(words_text(w->words, (uint32_t)c.id), '[') + 1;

    put_bytes(log, from, strcspn(from, "]"));
}

bool client_has_name(const struct world *w, struct client c)
{
    if (c.network == SCRIPTED)
        return strncmp(words_text(w->words, (uint32_t)c.id), "unknown[", 8) != 0;
    return c.network == SERVER || c.network == OWN_HOST || c.network == CAMPUS;
}

/* By its number, as generate.c has them. */
static void put_own_host(struct log *log, const char *begin, uint64_t number)
{
    put_string(log, begin);
    put_number(log, number);
}

void put_client_address(struct log *log, const struct world *w, struct client c)
{
    uint64_t bits = c.network == SERVER ? dice_mix(c.domain * 1000 + c.id) : c.id >> 5;

    if (c.network == SCRIPTED)
        put_scripted_address(log, w, c);
    else if (c.network == LOOPBACK)
        PUT(log, "127.0.0.1");
    else if (c.network == OWN_HOST)
        put_own_host(log, "10.20.250.", c.id ? c.id + 1 : 1);
    else if (c.network == CAMPUS || c.network == WIRELESS)
        put_own_ipv4(log, c);
    else if (c.network != MOBILE && bits % 3)
        put_ipv6(log, bits);
    else
        put_ipv4(log, bits);
}

void put_client_name(struct log *log, const struct world *w, struct client c)
{
    if (c.network == SCRIPTED) {
        put_scripted_name(log, w, c);
    } else if (c.network == LOOPBACK) {
        PUT(log, "localhost");
    } else if (c.network == OWN_HOST) {
        put_own_host(log, "mx", c.id ? c.id : 1);
        PUT(log, ".example.edu");
    } else if (c.network == SERVER) {
        PUT(log, "out");
        put_number(log, c.id);
        put_char(log, '.');
        put_domain(log, w, c.domain);
    } else if (c.network == CAMPUS) {
        PUT(log, "pc-");
        put_number(log, 1 + c.id % 180);
        put_char(log, '-');
        put_number(log, 1 + (c.id >> 16) % 254);
        PUT(log, ".campus.example.edu");
    } else if (c.network == MOBILE || (c.network == HOME && c.id % 4 == 0)) {
        PUT(log, "host");
        put_number(log, c.id % 60000);
        PUT(log, ".dynamic.isp.example.net");
    } else {
        PUT(log, "unknown");
    }
}

void put_client(struct log *log, const struct world *w, struct client c)
{
    put_client_name(log, w, c);
    put_char(log, '[');
    put_client_address(log, w, c);
    put_char(log, ']');
}

void world_person(char *to, size_t room, uint32_t n)
{
    if (n < NAMES * NAMES)
        (void)snprintf(to, room, "%s.%s", first[n % NAMES], last[n / NAMES % NAMES]);
    else
        (void)snprintf(to, room, "%s.%s%u", first[n % NAMES], last[n / NAMES % NAMES],
                       n / (NAMES * NAMES));
}

void world_directory(const struct world *w, FILE *to)
{
    static const char *const kinds[] = { "student", "student", "student", "staff", "faculty" };
    static const char *const departments[] = { "physics",   "history", "medicine", "law",
                                               "chemistry", "library", "economics" };

    (void)fputs("account,person,kind,department,standing,created,left,deleted,disabled,"
                "forward_until,forward_stop,forward_to,addresses,delegates\n",
                to);
    for (uint32_t n = 0; n < w->accounts; n++) {
        uint64_t own = dice_mix(w->seed + 7 * (uint64_t)n);
        char name[40];

        world_person(name, sizeof(name), n);
        (void)fprintf(to, "%s,p%05u,%s,%s,good,20%02u-%02u-01,,,,,,,%s@example.edu,\n", name, n,
                      kinds[own % 5], departments[(own >> 8) % 7], 15 + (unsigned)(own >> 16) % 10,
                      1 + (unsigned)(own >> 24) % 12, name);
    }
}
