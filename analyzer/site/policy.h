#ifndef SITE_POLICY_H
#define SITE_POLICY_H

/*
 * policy - the numbers and networks that policy.yaml sets, and how it is printed
 *
 * The detectors' sections come from the caller. The section below is the site's own:
 * `input`, the bounds of the program itself, in the order of the values in struct site.
 */

#include <stdio.h>

#include "analyzer/site/site.h"

extern const struct limit policy_input[]; /* line_max, entries_max, ratio_max */

struct load;
struct node;

/* The private networks (RFC 1918, RFC 4193) as own, where no list names them. */
void policy_add_private(struct site *s);

/* Keys with files of their own. Networks are settled when all lists are known. */
void policy_read_networks(struct load *l, const struct node *value, void *into);
void policy_read_relays(struct load *l, const struct node *value, void *into);
void policy_settle_networks(struct load *l);
void policy_read_countries(struct load *l, const struct node *value, void *into); /* origins */
void policy_read_systems(struct load *l, const struct node *value, void *into);
void policy_note_systems(struct load *l); /* that no database knows */

/* False: it is no autonomous system, or none may stand in this list. */
bool policy_take_system(struct load *l, const struct node *item, slice text,
                        enum network_kind kind);
void policy_read_replies(struct load *l, const struct node *value, void *into);
void policy_read_adverts(struct load *l, const struct node *value, void *into);  /* adverts.c */
void policy_read_refusals(struct load *l, const struct node *value, void *into); /* refusals.c */
void policy_read_retention(struct load *l, const struct node *map, void *into);  /* retention.c */
void policy_read_host_zones(struct load *l, const struct node *value, void *into);
void policy_note_host_zones(struct load *l); /* that are of no expected host */

/* The mistake for a zone that this machine does not have. */
void policy_no_zone(struct load *l, const struct node *value, slice name);

/* All keys with their presets and meanings, as YAML that site_load() accepts once the
   domains are filled in. */
void policy_print(FILE *out, const struct limit_section *sections, size_t n);

#endif
