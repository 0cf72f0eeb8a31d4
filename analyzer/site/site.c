/* The site as it is without files, and what is asked of it in a word. */
#include "analyzer/site/site.h"

#include "analyzer/base/clock.h"
#include "analyzer/site/policy.h"

/* Of a chance of 2e-5: about what a university saw, and Google. */
enum { PRIOR_ODDS = -4699 };

static void preset(struct limit_section *section)
{
    for (size_t i = 0; section->limits[i].name; i++) {
        if (i == LIMITS_MAX)
            bug("a section has more limits than LIMITS_MAX");
        section->values[i] = section->limits[i].preset;
    }
}

void site_default(struct site *out, const struct limit_section *sections, size_t n)
{
    *out = (struct site){ .time_zone = SLICE("UTC") };
    (void)clock_set_zone("UTC");
    policy_add_private(out);
    out->prior_odds = PRIOR_ODDS;
    for (int what = 0; what < RETENTIONS; what++)
        out->retention[what] = retention_limits[what].preset;
    out->line_max = policy_input[0].preset;
    out->entries_max = policy_input[1].preset;
    out->ratio_max = policy_input[2].preset;
    out->sections = arena_new(&out->arena, (n ? n : 1) * sizeof(*sections));
    out->n_sections = n;
    for (size_t i = 0; i < n; i++) {
        out->sections[i] = sections[i];
        preset(&out->sections[i]);
    }
}

bool site_has_domain(const struct site *s, slice domain)
{
    for (size_t i = 0; i < s->domains.n; i++)
        if (slice_eq_nocase(s->domains.at[i], domain))
            return true;
    return false;
}

enum network_kind site_find_network(const struct site *s, const struct address *a)
{
    return (enum network_kind)prefixes_find(&s->networks, a);
}

bool site_is_host(slice expected, slice seen)
{
    return host_is(expected, seen);
}

bool site_expects_host(const struct site *s, slice seen)
{
    for (size_t i = 0; i < s->hosts.n; i++)
        if (site_is_host(s->hosts.at[i], seen))
            return true;
    return false;
}

void site_free(struct site *s)
{
    for (size_t i = 0; i < s->n_announcements; i++)
        if (s->announcements[i].match.pattern)
            pattern_free(s->announcements[i].match.pattern);
    for (size_t i = 0; i < s->n_adverts; i++) {
        if (s->adverts[i].subject)
            pattern_free(s->adverts[i].subject);
        if (s->adverts[i].uri)
            pattern_free(s->adverts[i].uri);
    }
    for (size_t i = 0; i < s->n_refusals; i++)
        if (s->refusals[i].match)
            pattern_free(s->refusals[i].match);
    for (size_t i = 0; i < s->n_replies; i++)
        if (s->replies[i].match)
            pattern_free(s->replies[i].match);
    for (size_t i = 0; i < s->host_zones.n_zones; i++)
        zone_free(s->host_zones.zones[i]);
    prefixes_free(&s->networks);
    origins_free(&s->origins);
    prefixes_free(&s->exceptions.by_network);
    map_free(&s->exceptions.by_account);
    map_free(&s->lists.by_sender);
    map_free(&s->canaries.by_address);
    map_free(&s->by_login);
    arena_free(&s->arena);
    *s = (struct site){ 0 };
}
