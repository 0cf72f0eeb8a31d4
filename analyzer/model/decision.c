/* The vocabulary of decisions and of what becomes of findings. */
#include "analyzer/model/past.h"

const char *const judgement_names[JUDGEMENTS] = { "confirmed", "benign", "withdrawn" };

const char *const standing_names[STANDINGS] = { "new", "going_on", "came_back", "quiet", "closed" };

const char *const standing_words[STANDINGS] = { "new", "going on", "came back", "quiet", "closed" };

enum judgement judgement_find(slice name)
{
    int i = 0;

    while (i < JUDGEMENTS && !slice_eq(name, slice_str(judgement_names[i])))
        i++;
    return (enum judgement)i;
}
