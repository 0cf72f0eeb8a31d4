#ifndef BASE_AGES_H
#define BASE_AGES_H

/*
 * ages - things in the order in which they were last heard of
 *
 * A list has `oldest` and `newest`, its members `older` and `newer`, all of the members' own
 * type; zeroed it is empty. Who keeps something only for some time moves what is heard of to the
 * end, and looks at the oldest. Arguments are evaluated several times.
 */

#define AGES_APPEND(list, member)                                                \
    do {                                                                         \
        (member)->newer = NULL;                                                  \
        (member)->older = (list)->newest;                                        \
        *((list)->newest ? &(list)->newest->newer : &(list)->oldest) = (member); \
        (list)->newest = (member);                                               \
    } while (0)

#define AGES_REMOVE(list, member)                                                         \
    do {                                                                                  \
        *((member)->older ? &(member)->older->newer : &(list)->oldest) = (member)->newer; \
        *((member)->newer ? &(member)->newer->older : &(list)->newest) = (member)->older; \
    } while (0)

#endif
