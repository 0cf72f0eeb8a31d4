/* Names of members are literals of the program; only values come from the log. */
#include "reports/json_parts.h"

void json_text(struct out *o, slice s)
{
    out_lit(o, "\"");
    out_json(o, s);
    out_lit(o, "\"");
}

void json_key(struct out *o, const char *name)
{
    out_lit(o, ",");
    json_text(o, slice_str(name));
    out_lit(o, ":");
}

void json_key_text(struct out *o, const char *name, slice s)
{
    json_key(o, name);
    json_text(o, s);
}

void json_key_word(struct out *o, const char *name, const char *word)
{
    json_key_text(o, name, slice_str(word));
}

void json_key_int(struct out *o, const char *name, int64_t value)
{
    json_key(o, name);
    out_int(o, value);
}

void json_key_bool(struct out *o, const char *name, bool value)
{
    json_key(o, name);
    if (value)
        out_lit(o, "true");
    else
        out_lit(o, "false");
}

void json_key_milli(struct out *o, const char *name, int64_t thousandths)
{
    json_key(o, name);
    out_milli(o, thousandths);
}
