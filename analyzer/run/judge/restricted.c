#include "analyzer/run/judge/restricted.h"

#include "detectors/detector.h"

bool restricted_detector(slice name)
{
    for (size_t i = 0; detectors[i]; i++)
        if (slice_eq(name, slice_str(detectors[i]->name)))
            return clause_is_restricted(detectors[i]->clause);
    return false;
}
