#ifndef DETECTORS_CAMPAIGN_H
#define DETECTORS_CAMPAIGN_H

/* campaign - its limits, in the order of its table: the core finds campaigns by them */

enum campaign_limit {
    CAMPAIGN_ACCOUNTS,
    CAMPAIGN_SPAN,
    CAMPAIGN_COMMON,
    CAMPAIGN_CONTACT,
    CAMPAIGN_MESSAGES,
};

#endif
