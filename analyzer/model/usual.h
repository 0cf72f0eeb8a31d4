#ifndef MODEL_USUAL_H
#define MODEL_USUAL_H

/*
 * usual - what an account does on other days, and what its peers do
 *
 * As known at the beginning of a day, from the USUAL_DAYS before it that were closed then and may
 * be learned from. Peers are all accounts of one kind; of these, what counts is a day of one
 * account on which it sent mail. Nothing here is more than context: whoever is unusual has done
 * no harm yet.
 */

#include "analyzer/model/account.h"

enum { USUAL_DAYS = 56, USUAL_YOUNG = 14 /* days: before that only peers tell what is usual */ };

/* What of a day is compared. */
enum measure {
    MEASURE_MESSAGES,
    MEASURE_RECIPIENTS, /* each once */
    MEASURE_NEW,        /* of these: never written to before */
    MEASURES
};

extern const char *const measure_names[MEASURES];

struct usual_of {
    int32_t rate;                  /* expected on such a day, thousandths; 0: not known */
    int32_t dispersion;            /* variance over mean, thousandths */
    uint64_t median, p95, maximum; /* of own days with mail */
    uint64_t peers_median, peers_p95, peers_p999; /* at most; to a quarter of them */
};

struct usual {
    int64_t day;          /* by number since 1970 */
    int64_t age;          /* days since the first one with mail that is remembered; 0: none is */
    bool is_young;        /* younger than USUAL_YOUNG: the rate is the peers' */
    bool is_weekend;      /* workdays and weekends have rates of their own */
    uint32_t days, known; /* with mail; of these: learned from */
    uint64_t peer_days;
    struct usual_of of[MEASURES];
};

/* One measure of the day itself, held against all that. */
struct compared {
    uint64_t value;
    int32_t factor;     /* what peers did that day over what they do on such days, thousandths */
    int32_t rank;       /* of 10000 days of peers so many had less */
    int32_t surprise;   /* thousandths of -log10 of the chance of so much, by the own rate */
    int32_t calibrated; /* the same by how many days of peers were as surprising */
};

/* For the report on an account: the newest day on which something was found, and those before. */
struct portrait {
    struct usual usual;
    struct compared day[MEASURES];
    bool is_open; /* the day was not over when the log ended: what peers did on it is provisional */
    uint64_t recipients[USUAL_DAYS + 1]; /* by day, the newest last */
    bool is_suspect[USUAL_DAYS + 1];     /* not learned from */
    uint32_t hours[2][24];               /* days with mail in that hour: workdays, weekends */
};

#endif
