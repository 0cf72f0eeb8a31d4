#ifndef BASE_ERR_H
#define BASE_ERR_H

/*
 * err - what went wrong in the world, in words for the person at the terminal
 *
 * Functions that can fail because of the world (files, archives, disks) return bool
 * and take a struct err * last; on false the text says what, where and, when there
 * is one, the remedy. Log lines are never an error: they get a verdict.
 *
 * bug() is for what no input can reach; it aborts, in release builds too.
 */

#include <stdarg.h>
#include <stdbool.h>

struct err {
    char text[512]; /* one sentence, no newline; cut at the end when too long */
};

/* Always false, so that a caller can say `return err_set(err, ...)`. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

_Noreturn void bug_at(const char *file, int line, const char *what);

#define bug(what) bug_at(__FILE__, __LINE__, (what))

#endif
