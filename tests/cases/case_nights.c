/*
 * The nights before the one that a case is about: each a run of its own, with a state that goes
 * on from one to the next. Every way begins with a state of its own, so with another key: what a
 * run tells must not depend on it.
 */
#include "tests/cases/case.h"

#include <stdio.h>

void case_log_night(struct test_case *c)
{
    if (c->n_nights == NIGHTS_MAX || c->log.text.n == 0) {
        case_wrong(c, c->line, "night: stands behind log lines; at most %d times", NIGHTS_MAX);
        return;
    }
    c->nights[c->n_nights++] = c->log.text;
    c->log.text = (struct buf){ 0 };
    c->log.lines = 0;
}

/* The state first: the site's tables are hashed with its key. */
bool case_open_state(struct test_case *c, const char *folder, struct case_run *run)
{
    char path[512];
    struct err err;

    if (c->n_nights == 0)
        return true;
    (void)snprintf(path, sizeof(path), "%s/state", folder);
    if (!state_open(&run->memory, path, STORE_RUN, &err)) {
        case_wrong(c, 0, "the state: %s", err.text);
        return false;
    }
    run->state = &run->memory;
    run->state->as_of = USEC_NONE;
    return true;
}

static void spend(struct test_case *c, const char *folder, size_t night)
{
    char name[32], path[512];
    const char *paths[] = { path };
    struct case_run run;
    struct err err = { { 0 } };

    (void)snprintf(name, sizeof(name), "log.night-%zu", night);
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    case_write_file(c, folder, name, buf_slice(&c->nights[night]));
    case_open(c, WAY_PLAIN, folder, &run);
    if (run.pipeline) {
        (void)pipeline_run(run.pipeline, paths, 1);
        if (!state_commit(run.state, pipeline_result(run.pipeline), &err))
            case_wrong(c, 0, "night %zu: %s", night + 1, err.text);
    }
    case_run_free(&run);
    (void)remove(path);
}

void case_spend_nights(struct test_case *c, const char *folder)
{
    char path[512];

    if (c->n_nights == 0)
        return;
    (void)snprintf(path, sizeof(path), "%s/state", folder);
    (void)remove(path);
    (void)snprintf(path, sizeof(path), "%s/state.key", folder);
    (void)remove(path);
    for (size_t i = 0; i < c->n_nights; i++)
        spend(c, folder, i);
}
