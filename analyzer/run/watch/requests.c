/* There are few: looking through all of them for the few accounts that they name is nothing. */
#include "analyzer/run/watch/requests.h"

#include "analyzer/run/join/parcel.h"
#include "analyzer/site/mail_address.h"
#include "analyzer/site/owner.h"

static bool is_same_person(const struct person *a, const struct person *b)
{
    if (!a || !b)
        return false;
    return a == b || (!kind_is_shared(a->kind) && !kind_is_shared(b->kind) && a->person.n &&
                      slice_eq(a->person, b->person));
}

static bool is_about(const struct site *site, const struct no_contact *n, const struct account *who)
{
    return is_same_person(site_find_person(site, n->account), site_find_person(site, who->name));
}

bool requests_name(const struct site *site, const struct account *who)
{
    for (size_t i = 0; who->in_directory && i < site->n_no_contacts; i++)
        if (is_about(site, &site->no_contacts[i], who))
            return true;
    return false;
}

static slice without_tag(slice address, char *buf)
{
    size_t at = slice_rfind(address, '@');
    size_t plus = slice_find(slice_head(address, at), '+');

    if (plus == 0 || plus >= at)
        return address;
    return mail_address_join(slice_head(address, plus), slice_skip(address, at + 1), buf);
}

static bool is_same_address(slice a, slice b)
{
    char folded[2][MAIL_ADDRESS_MAX], bare[2][MAIL_ADDRESS_MAX];

    a = without_tag(mail_address_fold(a, folded[0]), bare[0]);
    b = without_tag(mail_address_fold(b, folded[1]), bare[1]);
    return a.n && slice_eq(a, b);
}

static bool is_to(const struct site *site, slice complainant, const struct recipient *r)
{
    const struct person *owner;

    if (r->hash == hash_address(complainant) || is_same_address(complainant, r->address))
        return true;
    owner = r->address.n ? site_owner(site, complainant) : NULL;
    return owner && !kind_is_shared(owner->kind) &&
           is_same_person(owner, site_owner(site, r->address));
}

const struct no_contact *requests_find(const struct site *site, const struct account *who,
                                       const struct recipient *r)
{
    const struct no_contact *found = NULL;

    for (size_t i = 0; i < site->n_no_contacts; i++) {
        const struct no_contact *n = &site->no_contacts[i];

        if ((!found || n->requested < found->requested) && is_to(site, n->complainant, r) &&
            is_about(site, n, who))
            found = n;
    }
    return found;
}
