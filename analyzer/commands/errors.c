/* What a command complains of: names of files, options and texts of others go through the escaper.
 */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "reports/out.h"

enum { TOLD_MAX = 4096 };

bool errors_tell(const char *format, ...)
{
    char text[TOLD_MAX];
    struct out out = { .fd = STDERR_FILENO };
    struct err ignored;
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    out_text(&out, slice_of(text, n < 0 ? 0 : n < TOLD_MAX ? (size_t)n : TOLD_MAX - 1));
    out_lit(&out, "\n");
    (void)out_close(&out, &ignored);
    return false;
}

bool errors_because(const struct err *err)
{
    return errors_tell("mailproctor: %s", err->text);
}

const char *errors_option(char **argv)
{
    static char letter[] = "-x";

    if (optopt <= ' ' || optopt > '~')
        return argv[optind - 1];
    letter[1] = (char)optopt;
    return letter;
}
