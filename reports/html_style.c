/*
 * The style sheet: calm, readable, on paper too. Colours say nothing that words do not say;
 * a0 to a6 are the actions, from record to disable_account. In parts, as a C string of
 * more than 4095 bytes is not portable.
 */
#include "reports/html_parts.h"

static void colours(struct out *o)
{
    out_lit(o, "\n:root { color-scheme: light dark; --page: #f6f7f8; --card: #fff; --ink: #1c2227;"
               " --soft: #55606b;\n  --line: #dce0e4; --tint: #eef1f4; --link: #185a8c;"
               " --good: #226b3a; --bad: #a61b1b;\n"
               "  --a0: #66717c; --a1: #2f6690; --a2: #1f6f78; --a3: #8a6100; --a4: #a14e00;"
               " --a5: #b3261e; --a6: #7d1328; }\n"
               "@media (prefers-color-scheme: dark) { :root { --page: #14181c; --card: #1c2126;"
               " --ink: #e4e7ea; --soft: #a3adb7;\n  --line: #343b43; --tint: #262c33;"
               " --link: #86bdea; --good: #7fcf98; --bad: #ff9d94;\n"
               "  --a0: #a3adb7; --a1: #86bdea; --a2: #76c5cd; --a3: #e2b94f; --a4: #f0a25c;"
               " --a5: #ff9d94; --a6: #ff8fa6; } }\n"
               ".a0 { --a: var(--a0); } .a1 { --a: var(--a1); } .a2 { --a: var(--a2); }"
               " .a3 { --a: var(--a3); }\n.a4 { --a: var(--a4); } .a5 { --a: var(--a5); }"
               " .a6 { --a: var(--a6); }\n");
}

static void page(struct out *o)
{
    out_lit(o, "* { box-sizing: border-box; }\n"
               "html { -webkit-text-size-adjust: 100%; }\n"
               "body { margin: 0; background: var(--page); color: var(--ink);\n"
               "  font: 1rem/1.5 system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\","
               " sans-serif; overflow-wrap: anywhere; }\n"
               "header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }\n"
               "header { padding-top: 2rem; }\n"
               "header p, footer, small, .id { color: var(--soft); }\n"
               "h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; }\n"
               "h1 { font-size: 1.75rem; }\nh2 { font-size: 1.35rem; }\n"
               "h3, h4 { font-size: 1.1rem; }\nh5, article h4 { font-size: .9rem; }\n"
               "article > h4:first-child { font-size: 1.1rem; }\n"
               "p, ul, dl { margin: .5rem 0; }\n"
               "a { color: var(--link); text-underline-offset: .15em; }\n"
               "a:focus-visible, summary:focus-visible, .scroll:focus-visible"
               " { outline: 3px solid var(--link); outline-offset: 2px; }\n"
               "nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1rem; }\n"
               "section { margin: 2.5rem 0; }\n"
               ".skip { position: absolute; left: -100vw; }\n"
               ".skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; }\n"
               ".trouble { border: 2px solid var(--bad); border-radius: .5rem; padding: 1rem"
               " 1.25rem; background: var(--card); }\n.trouble h2, .bad { color: var(--bad); }\n"
               ".good { color: var(--good); }\n.bad { font-weight: 700; }\n"
               ".calm { font-size: 1.1rem; }\n"
               "code { font: .85rem/1.45 ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas,"
               " monospace; }\n"
               "summary { cursor: pointer; padding: .35rem 0; }\n"
               "footer { padding-bottom: 2rem; border-top: 1px solid var(--line); }\n");
}

static void tables(struct out *o)
{
    out_lit(o, ".scroll { overflow-x: auto; background: var(--card); border: 1px solid"
               " var(--line); border-radius: .5rem; margin: .75rem 0; }\n"
               "table { border-collapse: collapse; width: 100%; font-size: .9rem;"
               " overflow-wrap: normal; }\n"
               "caption { text-align: left; color: var(--soft); padding: .5rem .6rem; }\n"
               "th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top:"
               " 1px solid var(--line); }\n"
               "thead th { color: var(--soft); font-weight: 600; background: var(--tint); }\n"
               "tbody th { font-weight: 600; }\n"
               "th small { font-weight: 400; }\n"
               ".n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;"
               " }\n"
               "td code { overflow-wrap: anywhere; }\n"
               "td:has(code) { min-width: 22rem; }\n"
               ".stamp, time { font-variant-numeric: tabular-nums; }\n"
               ".stamp { white-space: nowrap; }\n"
               ".badge { display: inline-block; border: 1px solid var(--a); color: var(--a);"
               " border-radius: 1rem; padding: 0 .6rem;\n  font-size: .85rem; font-weight: 600;"
               " white-space: nowrap; }\n");
}

static void findings(struct out *o)
{
    out_lit(o, ".group { margin: 2rem 0 .5rem; font-weight: 400; }\n"
               ".group .badge { margin-right: .4rem; }\n"
               "section > h3:not(.group) { margin-top: 1.25rem; }\n"
               ".finding { background: var(--card); border: 1px solid var(--line); border-left:"
               " .35rem solid var(--a);\n  border-radius: .5rem; padding: 1rem 1.25rem; margin:"
               " 1rem 0; }\n"
               ".facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem,"
               " 1fr)); gap: .5rem 1.5rem; margin: .75rem 0; }\n"
               "dt { color: var(--soft); font-size: .85rem; }\ndd { margin: 0; }\n"
               ".live { color: var(--bad); font-weight: 600; }\n"
               ".now { background: var(--tint); border-radius: .35rem; padding: .6rem 1rem;"
               " margin: .75rem 0; }\n.now p { margin: .15rem 0 0; }\n"
               ".sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem,"
               " 1fr)); gap: .5rem 2rem; margin: 1rem 0; }\n"
               ".reasons { list-style: none; padding: 0; }\n"
               ".reasons li { display: grid; grid-template-columns: 3.75rem 1fr; padding: .2rem"
               " 0; }\n"
               ".reasons small { border-radius: .25rem; background: var(--tint); padding: .05rem "
               ".35rem; white-space: nowrap; }\n"
               ".weight { font-variant-numeric: tabular-nums; font-weight: 600; }\n"
               ".numbers { display: flex; flex-wrap: wrap; gap: .35rem 2rem; }\n"
               ".numbers dd { font-weight: 600; font-variant-numeric: tabular-nums; }\n"
               ".run div { display: grid; grid-template-columns: 9rem 1fr; padding: .15rem 0; }\n"
               ".evidence { margin: .75rem 0; }\n.id { font-size: .85rem; margin-bottom: 0; }\n"
               "@media (max-width: 40rem) { header, main, footer { padding-left: .75rem;"
               " padding-right: .75rem; }\n  .finding { padding: .75rem; } .sides {"
               " grid-template-columns: 1fr; } .run div { grid-template-columns: 1fr; }\n"
               "  #decisions > .scroll thead { display: none; } #decisions > .scroll tr { display: "
               "block; border-top: 1px solid var(--line); padding: .35rem 0; }\n"
               "  #decisions > .scroll :is(th, td) { display: inline-block; border: 0; padding: "
               ".15rem .6rem; text-align: left; } }\n");
}

/* Closed details are opened for paper where the browser knows how. */
static void paper(struct out *o)
{
    out_lit(o, "@media print { :root { --page: #fff; --card: #fff; --ink: #000; --soft: #444;"
               " --line: #bbb; --tint: #f2f2f2;\n  --link: #000; --good: #000; --bad: #900;"
               " --a0: #444; --a1: #234; --a2: #234; --a3: #640; --a4: #730; --a5: #900;"
               " --a6: #900; }\n"
               "  body { font-size: 10pt; } nav, .skip { display: none; }\n"
               "  header, main, footer { max-width: none; padding: 0; }\n"
               "  .scroll { overflow: visible; } td:has(code) { min-width: 0; }\n"
               "  h2, h3, h4, h5, tr { break-inside: avoid; break-after: avoid; }\n"
               "  tr { break-after: auto; } thead { display: table-header-group; }\n"
               "  details::details-content { content-visibility: visible; block-size: auto; }\n"
               "  @page { margin: 15mm; } }\n");
}

void html_style(struct out *o)
{
    colours(o);
    page(o);
    tables(o);
    findings(o);
    paper(o);
}
