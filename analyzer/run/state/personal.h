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

enum personal_records {
    PERSONAL_ROWS,    /* none: its rows are what they are */
    PERSONAL_RECORDS, /* of the accounts, as they are */
    PERSONAL_UNDONE,  /* as they were before each of the kept generations */
};

struct personal {
    const char *table;
    const char *holds;    /* a sentence for the person it is about */
    const char *name;     /* column: the account; NULL: the rows are nobody's own */
    const char *when;     /* SQL: when it was, usec */
    const char *times;    /* columns that are usec, with a blank between; NULL: none */
    const char *shown;    /* SQL: what an export shows of a row; NULL: all of it */
    const char *mentions; /* column: bytes among which accounts' names and addresses stand */
    const char *cut;      /* SQL: what is set where others' rows mention one; NULL: they go */
    const char *stays;    /* why a purge takes nothing of it; NULL: purges do */
    const char *erase;    /* SQL, if it is wanted all the same: blanks what is about account ?1 */
    enum personal_records records; /* of these only the table and the sentence are told */
};

/* Ends with a zeroed row. */
extern const struct personal personal[];

#endif
