/* The tables of list.inc, as arrays. */
#include "parsers/parser.h"

#define CODEC(name) extern const struct codec codec_##name;
#define FRAME(name) extern const struct frame frame_##name;
#define MTA(name)   extern const struct mta mta_##name;
#include "parsers/list.inc"
#undef CODEC
#undef FRAME
#undef MTA

#define FRAME(name)
#define MTA(name)
#define CODEC(name) &codec_##name,
const struct codec *const codecs[] = {
#include "parsers/list.inc"
    NULL,
};
#undef CODEC
#undef FRAME

#define CODEC(name)
#define FRAME(name) &frame_##name,
const struct frame *const frames[] = {
#include "parsers/list.inc"
    NULL,
};
#undef FRAME
#undef MTA

#define FRAME(name)
#define MTA(name) &mta_##name,
const struct mta *const mtas[] = {
#include "parsers/list.inc"
    NULL,
};
