/* One text per error: the first cause is told, not the chain of calls. */
#include "analyzer/base/err.h"

#include <stdio.h>
#include <stdlib.h>

bool err_set(struct err *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    return false;
}

_Noreturn void bug_at(const char *file, int line, const char *what)
{
    fprintf(stderr, "mailproctor: bug at %s:%d: %s\n", file, line, what);
    abort();
}
