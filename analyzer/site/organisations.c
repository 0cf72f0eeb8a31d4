/* libpsl knows the list; it is asked about the last labels of a name, the longest first. */
#include "analyzer/site/organisations.h"

#include <libpsl.h>
#include <stdio.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "analyzer/base/sha256.h"

/* LABELS_ASKED: no registry keeps names of more labels for itself; four are the most today. */
enum { NAME_MAX = 255, KEPT_MAX = 52, LABELS_ASKED = 5, FILE_MAX = 1 << 20, SHOWN_BYTES = 8 };

struct known_organisation {
    uint64_t hash;       /* of the name; 0: the place is free */
    uint16_t n, belongs; /* bytes of the name, and of those before its organisation */
    char name[KEPT_MAX];
};

static void digits_of(slice bytes, char *hex)
{
    uint8_t digest[SHA256_BYTES];

    sha256(bytes, digest);
    for (int i = 0; i < SHOWN_BYTES; i++)
        (void)snprintf(hex + 2 * (size_t)i, 3, "%02x", digest[i]);
}

/* False: it cannot be read whole. */
static bool hash_file(const char *path, char *hex)
{
    FILE *f = fopen(path, "re");
    char *bytes;
    size_t n;
    bool is_whole;

    if (!f)
        return false;
    bytes = mem_room(FILE_MAX);
    n = fread(bytes, 1, FILE_MAX, f);
    is_whole = n > 0 && feof(f) && !ferror(f);
    (void)fclose(f);
    if (is_whole)
        digits_of(slice_of(bytes, n), hex);
    mem_free(bytes);
    return is_whole;
}

static bool open_file(struct organisations *o, const char *path)
{
    char hex[2 * SHOWN_BYTES + 1];
    const char *name = path ? strrchr(path, '/') : NULL;

    if (!name || !hash_file(path, hex))
        return false;
    o->list = psl_load_file(path);
    (void)snprintf(o->edition, sizeof(o->edition), "%.64s, sha256 %s", name + 1, hex);
    return o->list != NULL;
}

void organisations_open(struct organisations *o)
{
    *o = (struct organisations){ .known = mem_new(ORGANISATIONS_KNOWN, sizeof(*o->known)) };
    if (open_file(o, psl_dist_filename()))
        return;
    o->list = psl_builtin();
    (void)snprintf(o->edition, sizeof(o->edition), o->list ? "libpsl, sha1 %.40s" : "none",
                   psl_builtin_sha1sum());
}

/* Where the label begins that ends before `end`. */
static size_t label_before(slice name, size_t end)
{
    size_t dot = slice_rfind(slice_head(name, end), '.');

    return dot == end ? 0 : dot + 1;
}

static slice without_dots(slice name)
{
    while (name.n && name.p[name.n - 1] == '.')
        name.n--;
    return name.n > NAME_MAX ? slice_skip(name, name.n - NAME_MAX) : name;
}

/* No name has a byte of 0, but text of a log may. */
static size_t fold(slice name, char *into)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        into[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c ? c : '?';
    }
    into[name.n] = '\0';
    return name.n;
}

/* Where the part begins that a registry keeps for itself: the last label in any case. */
static size_t suffix_of(const struct organisations *o, slice name, const size_t *labels, size_t n)
{
    char folded[NAME_MAX + 1];

    (void)fold(name, folded);
    for (size_t i = n - 1; o->list && i > 0; i--)
        if (psl_is_public_suffix2(o->list, folded + labels[i], PSL_TYPE_ICANN))
            return labels[i];
    return labels[0];
}

/* The end of an address in place of a name, in brackets or without. */
static bool is_number(slice label)
{
    return label.n && label.p[0] >= '0' && label.p[0] <= '9';
}

static slice ask(const struct organisations *o, slice name)
{
    size_t labels[LABELS_ASKED], n = 0, suffix;

    for (size_t end = name.n; n < LABELS_ASKED; end = labels[n - 1] - 1) {
        labels[n] = label_before(name, end);
        if (labels[n++] == 0)
            break;
    }
    if (is_number(slice_skip(name, labels[0])))
        return name;
    suffix = suffix_of(o, name, labels, n);
    return suffix ? slice_skip(name, label_before(name, suffix - 1)) : name;
}

static bool is_of(const struct known_organisation *k, uint64_t hash, slice name)
{
    return k->hash == hash && k->n == name.n && memcmp(k->name, name.p, name.n) == 0;
}

static void keep(struct known_organisation *k, uint64_t hash, slice name, slice is)
{
    if (name.n > KEPT_MAX)
        return;
    *k = (struct known_organisation){ .hash = hash, .n = (uint16_t)name.n };
    k->belongs = (uint16_t)(is.p - name.p);
    memcpy(k->name, name.p, name.n);
}

slice organisation_of(struct organisations *o, slice name)
{
    slice whole = without_dots(name), is;
    uint64_t hash = hash_slice(whole) | 1;
    struct known_organisation *k = &o->known[hash >> 1 & (ORGANISATIONS_KNOWN - 1)];

    if (whole.n == 0)
        return whole;
    if (is_of(k, hash, whole))
        return slice_skip(whole, k->belongs);
    is = ask(o, whole);
    keep(k, hash, whole, is);
    return is;
}

uint64_t organisation_hash(slice organisation)
{
    char folded[NAME_MAX + 1];
    size_t n = fold(slice_head(organisation, NAME_MAX), folded);

    return hash_bytes(folded, n) | 1;
}

void organisations_free(struct organisations *o)
{
    if (o->list && o->list != psl_builtin())
        psl_free((struct psl_ctx_st *)(uintptr_t)o->list);
    mem_free(o->known);
    *o = (struct organisations){ 0 };
}
