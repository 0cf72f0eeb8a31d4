#ifndef SITE_MAIL_ADDRESS_H
#define SITE_MAIL_ADDRESS_H

/* mail_address - one form for all ways to write an address, so that they can be compared */

#include "analyzer/base/slice.h"

enum { MAIL_ADDRESS_MAX = 512 };

/* A to Z folded, a final dot gone, a domain in UTF-8 in its ASCII form (xn--). Into buf,
   which holds MAIL_ADDRESS_MAX; empty when the address is longer than any can be. */
slice mail_address_fold(slice address, char *buf);

/* local@domain, into buf; empty when it does not fit. */
slice mail_address_join(slice local, slice domain, char *buf);

#endif
