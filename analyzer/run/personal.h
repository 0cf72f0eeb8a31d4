#ifndef RUN_PERSONAL_H
#define RUN_PERSONAL_H

/*
 * personal - the tables of the state that hold something about persons
 *
 * The one list of them: purge and export go by it, so that nothing is left out.
 *
 * To add one: its line in personal.c. A table that names an account and is not there makes the
 * tests fail.
 */

struct personal {
    const char *table;
    const char *holds;    /* a sentence for the person it is about */
    const char *name;     /* column: the account; NULL: the rows are nobody's own */
    const char *when;     /* SQL: when it was, usec; NULL: the record tells, by its days */
    const char *times;    /* columns that are usec, with a blank between; NULL: none */
    const char *record;   /* column: a packed record or NULL; NULL: there is none */
    const char *settle;   /* SQL: what is to be done where nothing is left of a record (x'') */
    const char *mentions; /* column: bytes among which accounts' names and addresses stand */
    const char *cut;      /* SQL: what is set where others' rows mention one; NULL: they go */
    const char *stays;    /* why a purge takes nothing of it; NULL: purges do */
    const char *erase;    /* SQL, if it is wanted all the same: blanks what is about account ?1 */
};

/* Ends with a zeroed row. */
extern const struct personal personal[];

#endif
