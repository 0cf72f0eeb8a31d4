/* bundle: a finding as a file to hand on, and whether such a file still says what the logs say. */
#include "analyzer/commands/bundle.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/sha256.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"

static const char help[] =
    "usage: mailproctor bundle [-o FILE] FINDING [FOLDER]\n"
    "       mailproctor bundle --check FILE [INPUT...]\n\n"
    "Puts one finding into a tar.zst: the finding as explain prints it, all findings of its\n"
    "account, every line that they cite, read again from the logs, the site's files, versions,\n"
    "and the hashes of all of it and of the logs. FOLDER is one that analyze wrote reports into\n"
    "(without it: the one you are in); the logs and the site are looked for where they were then,\n"
    "so stand where analyze was started. It holds personal data: it is readable by you alone.\n\n"
    "  -o, --output FILE   instead of FINDING.tar.zst; it must not be there yet\n"
    "      --check         whether the bundle is as it was made, and each line that it cites\n"
    "                      stands in the logs, where it says; INPUT: where they are now\n"
    "  -h, --help          this text\n\n"
    "Exit status: 0 done; 1 --check: something differs; 2 wrong usage, no such finding, no\n"
    "bundle, or no output; 3 a log, a line or the site's files are not there.\n";

static const struct option options[] = {
    { "output", required_argument, NULL, 'o' },
    { "check", no_argument, NULL, 'c' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

bool bundle_tell(const char *what, slice about)
{
    struct out out = { .fd = STDERR_FILENO };
    struct err ignored;

    out_lit(&out, "mailproctor bundle: ");
    out_text(&out, slice_str(what));
    out_text(&out, about);
    out_lit(&out, "\n");
    (void)out_close(&out, &ignored);
    return false;
}

void bundle_hash(slice s, char hex[65])
{
    uint8_t digest[SHA256_BYTES];

    sha256(s, digest);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

bool bundle_hash_file(const char *path, char hex[65], int64_t *bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    void *at = MAP_FAILED;
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);

    if (ok && st.st_size)
        at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    ok = ok && (st.st_size == 0 || at != MAP_FAILED);
    if (ok) {
        bundle_hash(slice_of(st.st_size ? at : NULL, (size_t)st.st_size), hex);
        *bytes = st.st_size;
    }
    if (at != MAP_FAILED)
        (void)munmap(at, (size_t)st.st_size);
    if (fd >= 0)
        (void)close(fd);
    return ok;
}

static int wrong_with(const char *what, const char *value)
{
    (void)run_usage_error("bundle", what, value);
    return EXIT_UNUSABLE;
}

static int wrong(const char *what)
{
    return wrong_with(what, "");
}

static int act(bool checks, const char *to, int n, char **operands)
{
    const char *folder = n == 2 ? operands[1] : ".";

    if (n == 0)
        return wrong(checks ? "no FILE is given" : "no FINDING is given");
    if (checks)
        return bundle_check(operands[0], (const char *const *)(operands + 1), (size_t)(n - 1));
    if (n > 2)
        return wrong("one FINDING and one FOLDER are enough");
    if (!stored_is_report(folder))
        return wrong("here is no report; name its folder");
    return bundle_make(operands[0], folder, to);
}

int command_bundle(int argc, char **argv)
{
    const char *to = NULL;
    bool checks = false;
    int option;

    while ((option = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (option == '?')
            return wrong_with("wrong option, or without its value: ", errors_option(argv));
        to = option == 'o' ? optarg : to;
        checks = checks || option == 'c';
    }
    return act(checks, to, argc - optind, argv + optind);
}
