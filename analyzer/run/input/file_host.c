/* A path is taken as it is: where its folder has no name of its own, the system is asked. */
#include "analyzer/run/input/file_host.h"

#include <limits.h>
#include <stdlib.h>

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word_at(slice path, size_t at, slice word)
{
    size_t end = at + word.n;

    return slice_eq_nocase(slice_of(path.p + at, word.n), word) &&
           (at == 0 || !is_word_byte(path.p[at - 1])) &&
           (end == path.n || !is_word_byte(path.p[end]));
}

static bool has_word(slice path, slice word)
{
    for (size_t at = 0; word.n && at + word.n <= path.n; at++)
        if (is_word_at(path, at, word))
            return true;
    return false;
}

/* By its full name, or by the first word of it. */
static bool names(slice path, slice host)
{
    return has_word(path, host) || has_word(path, slice_head(host, slice_find(host, '.')));
}

static slice last_folder(slice path)
{
    slice folder = slice_head(path, slice_rfind(path, '/'));

    if (folder.n == path.n)
        return slice_of(NULL, 0);
    return slice_skip(folder,
                      slice_rfind(folder, '/') == folder.n ? 0 : slice_rfind(folder, '/') + 1);
}

static bool is_named(slice folder)
{
    return folder.n && !slice_eq(folder, SLICE(".")) && !slice_eq(folder, SLICE(".."));
}

static slice folder_of(const char *path, struct arena *arena)
{
    slice folder = last_folder(slice_str(path));
    char full[PATH_MAX];

    if (!is_named(folder))
        folder = realpath(path, full) ? last_folder(slice_str(full)) : slice_of(NULL, 0);
    return folder.n ? arena_keep(arena, folder) : SLICE("-");
}

slice file_host(const struct file_hosts *expected, const char *path, struct arena *arena)
{
    slice best = { 0 };

    if (slice_eq(slice_str(path), SLICE("-")))
        return SLICE("-");
    for (size_t i = 0; i < expected->n; i++)
        if (expected->at[i].n > best.n && names(slice_str(path), expected->at[i]))
            best = expected->at[i];
    return best.n ? arena_keep(arena, best) : folder_of(path, arena);
}
