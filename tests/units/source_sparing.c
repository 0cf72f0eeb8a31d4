/* A look at how a file begins, and one of many that holds no file between two reads. */
#include "tests/units/log_folder.h"

TestSuite(source_sparing, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

enum { LINES = 200000 };

static void put_lines(const char *name)
{
    struct buf b = { 0 };

    for (int i = 0; i < LINES; i++)
        buf_addf(&b, "line %d\n", i);
    put_bytes(name, buf_slice(&b));
    buf_free(&b);
}

static struct source *open_log(struct source_options opt)
{
    struct err err;
    struct source *s = source_open("log", &opt, &err);

    cr_assert(s, "%s", err.text);
    return s;
}

static bool step(struct source *s)
{
    uint64_t offset;
    bool is_too_long;
    slice line;

    return source_next(s, &line, &offset, &is_too_long);
}

Test(source_sparing, a_look_ends_early_and_without_trouble)
{
    put_lines("log");
    for (int turn = 0; turn < 2; turn++) {
        struct source *s = open_log((struct source_options){ .look = 1, .is_sparing = turn });
        int lines = 0;

        while (step(s))
            lines++;
        cr_assert(lines > 100 && lines < LINES / 2, "%d lines", lines);
        cr_assert_not(source_status(s).is_torn);
        source_close(s);
    }
}

Test(source_sparing, tells_that_its_file_was_replaced)
{
    struct source *s;
    struct source_status status;

    put_lines("log");
    put_lines("new");
    s = open_log((struct source_options){ .is_sparing = true });
    cr_assert(step(s));
    cr_assert(rename("new", "log") == 0);
    while (step(s))
        ;
    status = source_status(s);
    cr_assert(status.is_torn && strstr(status.trouble, "another file took its name"), "%s",
              status.trouble);
    source_close(s);
}
