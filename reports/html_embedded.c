/*
 * html.css, html.js and html_copy.js, put in when the program is built: a style sheet and a script
 * that are edited and read as such, while the report stays one file. CMake makes an EMBED()
 * of each of their lines, so out_lit() still sees nothing but literals.
 */
#include "reports/html_parts.h"

#define EMBED(line) out_lit(o, line "\n");

void html_style(struct out *o)
{
    out_lit(o, "\n");
#include "html.css.inc"
}

void html_script(struct out *o)
{
    out_lit(o, "\n");
#include "html.js.inc"
#include "html_copy.js.inc"
}
