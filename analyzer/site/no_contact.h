#ifndef SITE_NO_CONTACT_H
#define SITE_NO_CONTACT_H

/* no_contact - who asked for no more mail from whom (no_contact.csv); for the case handler alone */

#include "analyzer/base/clock.h"

struct no_contact {
    slice complainant; /* lower case */
    slice account;     /* as the directory has it: the one that must not write */
    slice ticket;      /* may be empty */
    usec requested;
    uint32_t line;
};

#endif
