/* The style sheet of the pages, from the tokens of the look. */
#include "html_parts.h"
#include "pactpress/styles.h"

static void colour(struct pp_str *out, const char *name, int index, struct pp_colour c)
{
    if (index < 0)
        pp_str_printf(out, "--%s:#%02X%02X%02X;", name, c.r, c.g, c.b);
    else
        pp_str_printf(out, "--%s%d:#%02X%02X%02X;", name, index, c.r, c.g, c.b);
}

static void colours(struct pp_str *out, const struct pp_colour *tokens)
{
    static const char *const names[] = {
        [PP_INK] = "ink",     [PP_GREY] = "grey",   [PP_MID] = "mid",       [PP_LINE] = "line",
        [PP_SAND] = "sand",   [PP_BRICK] = "brick", [PP_PETROL] = "petrol", [PP_OCHRE] = "ochre",
        [PP_WHITE] = "white", [PP_EU_BLUE] = "eu",  [PP_EU_YELLOW] = "star"};
    pp_str_append(out, ":root{");
    for (int i = PP_INK; i < PP_LIKERT; i++)
        if (names[i])
            colour(out, names[i], -1, tokens[i]);
    for (int i = 0; i < PP_SCALE; i++) {
        colour(out, "likert", i, tokens[pp_likert(i)]);
        colour(out, "onlikert", i, tokens[pp_likert_text(i)]);
        colour(out, "heat", i, tokens[pp_heat(i)]);
        colour(out, "onheat", i, tokens[pp_heat_text(i)]);
    }
    pp_str_append(out, "}\n");
    for (int i = 0; i < 5; i++)
        pp_str_printf(
            out,
            "svg .likert%d{fill:var(--likert%d);stroke:var(--ink)}"
            "svg text.likert%d{fill:var(--onlikert%d);stroke:none}"
            "span.likert%d{color:var(--likert%d)}span.heat%d{color:var(--heat%d);"
            "-webkit-text-stroke:.5px var(--ink)}"
            "td.heat%d{background:var(--heat%d);color:var(--onheat%d)}\n",
            i, i, i, i, i, i, i, i, i, i, i);
}

/* Sizes of paper in relation to its body text; a screen's body text is larger. */
static void type(
    struct pp_str *out, const struct pp_styles *styles, const char *selector, enum pp_type which)
{
    const struct pp_type_style *style = &styles->types[which];
    double body = styles->types[PP_TYPE_BODY].font.size;
    bool sans = style->font.family == PP_SANS;
    /* What is set in 8 pt on paper is no smaller than 13 px on a screen. */
    double size = style->font.size / body, least = 0.76;
    pp_str_printf(
        out, "%s{font:%s%s %.3frem/%.2f var(--%s)}\n", selector,
        style->font.italic ? "italic " : "",
        style->font.weight == PP_BLACK      ? "900"
        : style->font.weight == PP_BOLD     ? "700"
        : style->font.weight == PP_SEMIBOLD ? "600"
                                            : "400",
        size < least ? least : size, style->leading / style->font.size + 0.05,
        sans ? "sans" : "serif");
}

/* In the order of the page. */
static const char *const sheet[] = {
    "*{box-sizing:border-box}html{font-size:106.25%;scroll-behavior:auto}"
    ":root{--serif:Vollkorn,Georgia,'Noto Serif',serif;"
    "--sans:Lato,'Segoe UI','Noto Sans',Arial,sans-serif}\n",
    "body{margin:0;background:var(--white);color:var(--ink);overflow-wrap:break-word}\n",
    "a{color:var(--petrol);text-underline-offset:.15em}q{quotes:none}"
    "a:focus-visible,summary:focus-visible,.wide:focus-visible,main:focus-visible"
    "{outline:3px solid var(--petrol);outline-offset:2px}\n",
    ".skip{position:absolute;inset-inline-start:-100vw;background:var(--white);padding:.5rem 1rem}"
    ".skip:focus{inset-inline-start:1rem;top:.5rem;z-index:1}\n",
    ".ear{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n",
    "header,main,footer{max-width:50rem;margin:0 auto;padding:0 1.25rem}"
    "header.page{padding:0 0 1rem}header .top{display:flex;flex-wrap:wrap;gap:1rem 2rem;"
    "justify-content:space-between;align-items:center;padding:1.25rem}"
    ".top p,.field p{margin:0}.funded{display:flex;gap:.6rem;align-items:center;"
    "color:var(--eu);max-width:17rem;font:400 1.05rem/1.15 'EB Garamond',Garamond,serif}"
    ".emblem{height:2.6rem;flex:none}.eu{fill:var(--eu)}.star{fill:var(--star)}\n",
    ".field{padding:1.5rem 1.25rem;display:flex;flex-wrap:wrap;gap:1rem 2rem;"
    "justify-content:space-between;align-items:end}.field h1{margin:0;letter-spacing:-.015em;"
    "font:900 clamp(2.2rem,9vw,4.6rem)/1.05 var(--serif)}.field.cover{display:block}"
    ".class{border:1px solid var(--ink);padding:.4rem .8rem;margin:0 0 1rem}.class p{margin:0}"
    ".field.cover h1{font-size:clamp(2rem,7vw,4rem);margin:1rem 0}"
    ".ochre{background:var(--ochre);color:var(--ink)}.brick{background:var(--brick);"
    "color:var(--white)}.petrol{background:var(--petrol);color:var(--white)}"
    ".sand{background:var(--sand)}.none,.white{border-block:1px solid var(--ink)}\n",
    ".cities,.keys,.partners,nav ul,.contents{list-style:none;margin:0;padding:0}"
    ".cities{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:.6rem 1.25rem;"
    "border-block-end:1px solid var(--ink)}\n",
    "nav.links{padding:.8rem 1.25rem}nav.links ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}"
    "nav.links p{margin:0;color:var(--grey)}nav.links div{display:flex;flex-wrap:wrap;"
    "gap:.2rem .8rem}\n",
    "section{margin-block-start:2.5rem}section section{margin-block-start:1.5rem}"
    "h2,h3,h4{margin:1.4rem 0 .3rem;text-wrap:balance}p{margin:.5rem 0}"
    ".text>p,.text>ul:not(.keys),.text>ol,.text>blockquote{max-width:38rem}header "
    "section{margin:0}\n",
    ".keys{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1.2rem;"
    "margin-block:2rem}.keys li{border-block-start:2px solid var(--ink);padding-block-start:.4rem}"
    ".keys p{margin:0}.beside,.aside{display:grid;gap:0 2rem}\n",
    "@media(min-width:44rem){.beside{grid-template-columns:1fr 1fr}"
    ".aside{grid-template-columns:2fr 1fr}}\n",
    "blockquote{margin:1.2rem 0;border-inline-start:5px solid var(--ochre);"
    "padding-inline-start:1rem}blockquote p{margin:0}\n",
    "figure{margin:1.2rem 0}figure.picture img{max-width:100%;height:auto;display:block}"
    "figcaption{margin-block-start:.35rem}\n",
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;"
    "border-block:2px solid var(--ink);font-variant-numeric:tabular-nums lining-nums}"
    "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    "th,td{text-align:start;vertical-align:top;padding:.35rem .5rem;"
    "border-block-end:1px solid var(--line)}thead th{border-block-end:1px solid var(--ink);"
    "vertical-align:bottom}.number{text-align:end;white-space:nowrap}"
    ".group th{color:var(--brick);padding-block-start:.9rem}"
    ".total td,.total th{border-block-start:1px solid var(--ink);font-weight:700}"
    ".heat .number{text-align:center;border:1px solid var(--ink)}.heat thead th+th"
    "{text-align:center}tbody th.plain{font-weight:inherit}\n",
    ".withheld{border:1px solid var(--grey);padding:0 .35em;background:repeating-linear-gradient("
    "135deg,var(--white) 0 3px,var(--line) 3px 4px)}\n",
    ".fact,.tint{background:var(--sand);padding:1rem 1.25rem;margin-block:2rem}"
    ".fact{display:grid;gap:0 1.5rem}@media(min-width:44rem){.fact{grid-template-columns:"
    "9rem 1fr}}.fact h2{margin:0}.fact "
    ".value{margin:0;white-space:nowrap;font-size:3.2rem}.bar{width:100%;height:auto}"
    ".rule{border-block-start:2px solid var(--ink)}.stroke{border-inline-start:5px solid "
    "var(--petrol);padding-inline-start:1rem}.big{margin:1rem 0}.big p{margin:0}\n",
    ".chart .wide{padding:2px}.chart svg{min-width:36rem;width:100%;height:auto;display:block}"
    "svg text{font:400 13px var(--sans);fill:var(--ink)}svg text.small{font-size:12px;"
    "fill:var(--grey)}svg text.bold{font-weight:700}svg text.low{fill:var(--brick)}"
    "svg text.top{fill:var(--petrol)}svg text.on{font-size:12px}.strong{stroke:var(--ink);"
    "stroke-width:1.5}.hair{stroke:var(--line)}.dotted{stroke:var(--mid);stroke-dasharray:1 3}"
    ".join{stroke:var(--ink);stroke-width:2}.own{stroke:var(--brick);stroke-width:2.5}"
    ".other{stroke:var(--mid);stroke-width:.8}.owndot{fill:var(--brick)}.now{fill:var(--petrol)}"
    ".before,.vague{fill:var(--white);stroke:var(--ink)}.plate{fill:var(--white)}"
    ".frame{stroke:var(--grey)}.unknown{fill:none;stroke:var(--ink);stroke-dasharray:3 3}"
    ".hatch{stroke:var(--grey);stroke-width:.8}\n",
    "details{margin-block:.5rem}summary{cursor:pointer;color:var(--petrol)}\n",
    ".contents li{border-block-end:1px solid var(--line);padding:.3rem 0}"
    ".draft{background:var(--brick);color:var(--white);padding:.3rem 1.25rem;margin:0}\n",
    "footer{border-block-start:2px solid var(--ink);margin-block-start:3rem;padding-block:1.25rem}"
    ".partners{display:flex;flex-wrap:wrap;gap:.5rem 1rem}.partners li{border:1px solid "
    "var(--line);padding:.3rem .6rem}\n",
    ".shelf{list-style:none;padding:0;display:grid;gap:1.5rem;"
    "grid-template-columns:repeat(auto-fill,minmax(11rem,1fr))}.shelf img{width:100%;height:auto;"
    "border:1px solid var(--line);display:block}\n",
    ".share{display:inline-block;vertical-align:-.1em;width:4.5rem;height:.8em;border:1px solid "
    "var(--ink);background:linear-gradient(to right,var(--petrol) var(--part),var(--white) "
    "var(--part))}[dir=rtl] .share{transform:scaleX(-1)}\n",
    "@media print{nav.links,.skip,summary{display:none}body{font-size:10pt}"
    "header,main,footer{max-width:none;padding:0}figure,tr,li,.fact,blockquote"
    "{break-inside:avoid}h1,h2,h3{break-after:avoid}.wide{overflow:visible}"
    ".chart svg{min-width:0}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    "@page{margin:18mm}}\n"};

void html_style(struct pp_str *out, const struct pp_styles *styles)
{
    colours(out, styles->colours);
    type(out, styles, "body", PP_TYPE_BODY);
    for (size_t i = 0; i < sizeof sheet / sizeof *sheet; i++)
        pp_str_append(out, sheet[i]);
    type(out, styles, "h2", PP_TYPE_H2);
    type(out, styles, ".h1", PP_TYPE_H1);
    type(out, styles, ".h3,h3,h4", PP_TYPE_H3);
    type(out, styles, ".project", PP_TYPE_PROJECT);
    type(out, styles, ".stand", PP_TYPE_STAND);
    type(out, styles, "blockquote", PP_TYPE_QUOTE);
    type(out, styles, ".key", PP_TYPE_KEY);
    type(out, styles, ".value,.big .key", PP_TYPE_BIG);
    type(out, styles, ".kicker", PP_TYPE_KICKER);
    type(out, styles, "table,.small,nav.links,.cities,summary", PP_TYPE_TABLE);
    type(out, styles, "th,.label", PP_TYPE_TABLE_HEAD);
    type(out, styles, ".note,.keys .note", PP_TYPE_NOTE);
    type(out, styles, "figcaption", PP_TYPE_CAPTION);
    type(out, styles, ".micro,footer p,.partners", PP_TYPE_MICRO_INK);
    pp_str_append(
        out, ".kicker{color:var(--brick);margin:0}.note,.micro{color:var(--grey)}"
             ".value,.key{font-variant-numeric:lining-nums}\n");
}
