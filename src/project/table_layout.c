/* The keys of layouts, issues, front matter and string catalogues, and the list of all roots. */
#include "pactpress/keys.h"
#include "pactpress/layout.h"
#include "project/blocks.h"
#include "project/catalog_strings.h"

static const char *const besides[] = {"next", NULL};
static const char *const columns[] = {"main", "side", NULL};
static const char *const edges[] = {"top", "bottom", NULL};
static const char *const tables[] = {"rules", "zebra", NULL};
static const char *const heads[] = {"document", "section", NULL};
static const char *const styles[] = {"plain", "card", "box", NULL};
static const char *const pages[] = {"a4", "letter", NULL};
static const char *const fields[] = {"ochre", "brick", "petrol", "none", NULL};
static const char *const embeds[] = {"annex", "inputs", NULL};
static const char *const field_texts[] = {"ink", "white", NULL};

#define AT(field) offsetof(struct pp_block, field)

static const struct pp_key block_keys[] = {
    {.name = "kind",
     .type = PP_KEY_CHOICE,
     .offset = AT(kind),
     .choices = pp_block_kinds,
     .required = true,
     .help = "What is printed. All other keys but beside, column, float, page_break, turned and "
             "optional belong to the kinds named with them."},
    {.name = "title",
     .type = PP_KEY_TEXT,
     .offset = AT(title),
     .help = "Every kind with a heading: message id of the heading; without it, the kind's own."},
    {.name = "slot",
     .type = PP_KEY_ID,
     .offset = AT(slot),
     .help = "story, timeline, practice, takeaways: which stories it takes; without it lead, "
             "timeline, practice, takeaways."},
    {.name = "columns",
     .type = PP_KEY_INT,
     .offset = AT(columns),
     .min = 1,
     .max = 3,
     .fallback = "2",
     .help = "story and its like, sections, resources: columns of text."},
    {.name = "style",
     .type = PP_KEY_CHOICE,
     .offset = AT(style),
     .choices = styles,
     .fallback = "plain",
     .help =
         "story and its like, big_number, coming_up, resources, contents, contact: plain; card: "
         "small, under a rule; box: small, on a tint. imprint: with card or box it holds the "
         "disclaimer only."},
    {.name = "side_notes",
     .type = PP_KEY_BOOL,
     .offset = AT(side_notes),
     .fallback = "false",
     .help =
         "story and its like, sections: text in eight columns of the grid, and the \"side\" notes "
         "of the story in the four beside it."},
    {.name = "full",
     .type = PP_KEY_BOOL,
     .offset = AT(full),
     .fallback = "false",
     .help =
         "methodology: every rule by which a figure was computed, with formula and source; else "
         "the few that most readers ask for."},
    {.name = "figures",
     .type = PP_KEY_ADDRESSES,
     .offset = AT(figures),
     .help = "key_figures, big_number: what is printed large; change: what is compared, city by "
             "city."},
    {.name = "framework",
     .type = PP_KEY_ID,
     .offset = AT(framework),
     .help = "dimensions, likert, heat, bars, trend: id of the framework; without it, the first."},
    {.name = "fact",
     .type = PP_KEY_ID,
     .offset = AT(fact),
     .help = "facts: id of the fact; without it, the first."},
    {.name = "beside",
     .type = PP_KEY_CHOICE,
     .offset = AT(beside),
     .choices = besides,
     .help = "next: stands in the start half, the next block in the end half."},
    {.name = "column",
     .type = PP_KEY_CHOICE,
     .offset = AT(column),
     .choices = columns,
     .help = "Blocks one after another with this key share a stretch of the page: main in eight "
             "columns of the grid, side in four beside them."},
    {.name = "float",
     .type = PP_KEY_CHOICE,
     .offset = AT(floating),
     .choices = edges,
     .help = "Stands at the top or the bottom of the page that its place in the order is on, or of "
             "the next one where it finds no room."},
    {.name = "optional",
     .type = PP_KEY_INT,
     .offset = AT(optional),
     .min = 0,
     .max = 99,
     .fallback = "0",
     .help = "May be left out where the document has more pages than \"pages\" says: 99 goes "
             "first, 1 last, 0 never."},
    {.name = "page_break",
     .type = PP_KEY_BOOL,
     .offset = AT(page_break),
     .fallback = "false",
     .help = "Starts on a new page, unless two fifths of the page before would stay empty."},
    {.name = "turned",
     .type = PP_KEY_BOOL,
     .offset = AT(turned),
     .fallback = "false",
     .help = "Stands on pages of its own, turned by a quarter: for wide tables."},
};
#undef AT

static const struct pp_keyset block_set = {
    .name = "block",
    .help = "A block of the page.",
    PP_KEYS_OF(block_keys),
    .size = sizeof(struct pp_block),
    .where_offset = offsetof(struct pp_block, where)};

#define AT(field) offsetof(struct pp_layout, field)

static const struct pp_key first_page_keys[] = {
    {.name = "head",
     .type = PP_KEY_BOOL,
     .offset = AT(first_page.head),
     .fallback = "false",
     .help = "Has a running head, where no masthead, cover or head of a report stands."},
    {.name = "foot",
     .type = PP_KEY_BOOL,
     .offset = AT(first_page.foot),
     .fallback = "true",
     .help = "Has contact and number of the page at its foot."},
};

static const struct pp_keyset first_page_set = {
    .name = "first_page",
    .help = "What stands at the edges of the first page.",
    PP_KEYS_OF(first_page_keys),
    .size = sizeof(struct pp_layout),
    .where_offset = PP_NO_OFFSET};

static const struct pp_key last_page_keys[] = {
    {.name = "head",
     .type = PP_KEY_BOOL,
     .offset = AT(last_page.head),
     .fallback = "true",
     .help = "Has a running head."},
    {.name = "foot",
     .type = PP_KEY_BOOL,
     .offset = AT(last_page.foot),
     .fallback = "true",
     .help = "Has contact and number of the page at its foot."},
};

static const struct pp_keyset last_page_set = {
    .name = "last_page",
    .help = "What stands at the edges of the last page, where it is not the first.",
    PP_KEYS_OF(last_page_keys),
    .size = sizeof(struct pp_layout),
    .where_offset = PP_NO_OFFSET};

static const struct pp_key layout_keys[] = {
    {.name = "title",
     .type = PP_KEY_I18N,
     .offset = AT(title),
     .required = true,
     .help = "What such a document is called: Bulletin."},
    {.name = "page",
     .type = PP_KEY_CHOICE,
     .offset = AT(page),
     .choices = pages,
     .fallback = "a4",
     .help = "Paper."},
    {.name = "field",
     .type = PP_KEY_CHOICE,
     .offset = AT(field),
     .choices = fields,
     .fallback = "ochre",
     .help = "Colour of the masthead's field."},
    {.name = "field_text",
     .type = PP_KEY_CHOICE,
     .offset = AT(field_text),
     .choices = field_texts,
     .fallback = "ink",
     .help = "Colour of the text on it."},
    {.name = "field_height",
     .type = PP_KEY_INT,
     .offset = AT(field_height),
     .min = 84,
     .max = 200,
     .fallback = "154",
     .help = "Height of that field, in points."},
    {.name = "styles",
     .type = PP_KEY_ID,
     .offset = AT(look),
     .fallback = PP_STYLES,
     .help = "Name of its styles: colours, types, distances and rules, in "
             "`layouts/styles/<name>.yaml`."},
    {.name = "running_head",
     .type = PP_KEY_CHOICE,
     .offset = AT(running_head),
     .choices = heads,
     .fallback = "document",
     .help = "What the running head names behind the city: the project, or the section that the "
             "page begins with."},
    {.name = "first_page",
     .type = PP_KEY_STRUCT,
     .sub = &first_page_set,
     .help = "What stands at the edges of the first page."},
    {.name = "last_page",
     .type = PP_KEY_STRUCT,
     .sub = &last_page_set,
     .help = "What stands at the edges of the last page."},
    {.name = "tables",
     .type = PP_KEY_CHOICE,
     .offset = AT(tables),
     .choices = tables,
     .fallback = "rules",
     .help = "How rows of tables are told apart: rules, by thin lines; zebra, every other one on a "
             "tint."},
    {.name = "numbered",
     .type = PP_KEY_BOOL,
     .offset = AT(numbered),
     .fallback = "false",
     .help = "Number the headings of sections."},
    {.name = "pages",
     .type = PP_KEY_INT,
     .offset = AT(pages),
     .min = 0,
     .max = 200,
     .fallback = "0",
     .help =
         "How many pages the document may have; 0: as many as it needs. To keep to it, sections "
         "move together, then stories that have a shorter variant take it, then optional blocks "
         "are left out; the run says what was left out."},
    {.name = "embed",
     .type = PP_KEY_STRINGS,
     .offset = AT(embed),
     .choices = embeds,
     .help = "Files inside the PDF, which is PDF/A-3a then: annex, the workbook; inputs, what the "
             "document was made from (inputs.json: digests and row accounts)."},
    {.name = "blocks",
     .type = PP_KEY_LIST,
     .offset = AT(blocks),
     .required = true,
     .sub = &block_set,
     .help = "What the document holds, in order."},
};
#undef AT

const struct pp_keyset pp_layout_keys = {
    .name = "layout",
    .help = "A kind of document: a file `layouts/<name>.yaml` of the project or of Pactpress; the "
            "project's wins.",
    PP_KEYS_OF(layout_keys),
    .size = sizeof(struct pp_layout),
    .where_offset = offsetof(struct pp_layout, where)};

#define AT(field) offsetof(struct pp_section, field)

static const struct pp_key section_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Key of the section."},
    {.name = "heading",
     .type = PP_KEY_I18N,
     .offset = AT(heading),
     .required = true,
     .help = "Heading printed."},
    {.name = "stories",
     .type = PP_KEY_STRINGS,
     .offset = AT(stories),
     .required = true,
     .help = "File names of its stories, in order; each stands in the folders of its languages."},
};
#undef AT

static const struct pp_keyset section_set = {
    .name = "section",
    .help = "Stories under one heading.",
    PP_KEYS_OF(section_keys),
    .size = sizeof(struct pp_section),
    .where_offset = offsetof(struct pp_section, where)};

static const struct pp_key keep_keys[] = {
    {.name = "title",
     .type = PP_KEY_LANG,
     .offset = offsetof(struct pp_keep, title),
     .help = "Language of the issue's title in all editions."},
    {.name = "strapline",
     .type = PP_KEY_LANG,
     .offset = offsetof(struct pp_keep, strapline),
     .help = "Language of the strapline."},
    {.name = "headings",
     .type = PP_KEY_LANG,
     .offset = offsetof(struct pp_keep, headings),
     .help = "Language of the headings of sections."},
    {.name = "links",
     .type = PP_KEY_LANG,
     .offset = offsetof(struct pp_keep, links),
     .help = "Language of the titles of resources and of the sources of facts."},
    {.name = "statement",
     .type = PP_KEY_LANG,
     .offset = offsetof(struct pp_keep, statement),
     .help = "Language of the funding statement."},
    {.name = "disclaimer",
     .type = PP_KEY_LANG,
     .offset = offsetof(struct pp_keep, disclaimer),
     .help = "Language of the disclaimer."},
};

static const struct pp_keyset keep_set = {
    .name = "keep",
    .help = "Parts that stay in one language in every edition of the issue, marked as such.",
    PP_KEYS_OF(keep_keys),
    .size = sizeof(struct pp_keep),
    .where_offset = PP_NO_OFFSET};

#define AT(field) offsetof(struct pp_issue, field)

static const struct pp_key issue_keys[] = {
    {.name = "number",
     .type = PP_KEY_INT,
     .offset = AT(number),
     .required = true,
     .min = 1,
     .max = 9999,
     .help = "Running number of the issue."},
    {.name = "date",
     .type = PP_KEY_DATE,
     .offset = AT(date),
     .required = true,
     .help = "Day of issue."},
    {.name = "period",
     .type = PP_KEY_TEXT,
     .offset = AT(period),
     .required = true,
     .help = "Period it is about: 2022-03, 2022-Q1, 2022, 2021-07..2022-06 or a name from "
             "periods."},
    {.name = "layout",
     .type = PP_KEY_TEXT,
     .offset = AT(layout),
     .help = "Layout it is for; without it, any."},
    {.name = "title", .type = PP_KEY_I18N, .offset = AT(title), .help = "Title of the issue."},
    {.name = "strapline",
     .type = PP_KEY_I18N,
     .offset = AT(strapline),
     .help = "Line under the masthead."},
    {.name = "disclaimer",
     .type = PP_KEY_I18N,
     .offset = AT(disclaimer),
     .help = "In place of the project's."},
    {.name = "contact",
     .type = PP_KEY_STRUCT,
     .offset = AT(contact),
     .sub = &pp_contact_keys,
     .help = "Whom to ask about this issue; what it does not say comes from the city or the "
             "project."},
    {.name = "facts",
     .type = PP_KEY_STRINGS,
     .offset = AT(facts),
     .help = "Ids of the facts that it prints; without it, the project's first."},
    {.name = "keep",
     .type = PP_KEY_STRUCT,
     .offset = AT(keep),
     .sub = &keep_set,
     .help = "Parts that stay in one language: `{title: en, disclaimer: en}`."},
    {.name = "sections",
     .type = PP_KEY_LIST,
     .offset = AT(sections),
     .sub = &section_set,
     .help = "Sections, in order."},
};
#undef AT

const struct pp_keyset pp_issue_keys = {
    .name = "issue",
    .help =
        "An issue: `content/<issue>/issue.yaml`, beside a folder per language with its stories.",
    PP_KEYS_OF(issue_keys),
    .size = sizeof(struct pp_issue),
    .where_offset = offsetof(struct pp_issue, where)};

#define AT(field) offsetof(struct pp_front_matter, field)

static const struct pp_key untranslated_keys[] = {
    {.name = "print-in",
     .type = PP_KEY_LANG,
     .offset = AT(untranslated.print_in),
     .required = true,
     .help = "Print the story in this language, marked so."},
};

static const struct pp_keyset untranslated_set = {
    .name = "untranslated",
    .help = "What to do in a language that has no translation of the story.",
    PP_KEYS_OF(untranslated_keys),
    .size = sizeof(struct pp_front_matter),
    .where_offset = PP_NO_OFFSET};

static const struct pp_key front_matter_keys[] = {
    {.name = "title",
     .type = PP_KEY_TEXT,
     .offset = AT(title),
     .required = true,
     .help = "Headline."},
    {.name = "lang",
     .type = PP_KEY_LANG,
     .offset = AT(lang),
     .help = "Language of the text; without it, that of its folder."},
    {.name = "city",
     .type = PP_KEY_STRINGS,
     .offset = AT(cities),
     .fallback = "all",
     .help = "Ids of the cities whose documents print it, or all."},
    {.name = "slot",
     .type = PP_KEY_ID,
     .offset = AT(slot),
     .help = "Which story block of a layout takes it."},
    {.name = "kicker", .type = PP_KEY_TEXT, .offset = AT(kicker), .help = "Line over the title."},
    {.name = "summary", .type = PP_KEY_TEXT, .offset = AT(summary), .help = "Standfirst."},
    {.name = "byline", .type = PP_KEY_TEXT, .offset = AT(byline), .help = "Who wrote it."},
    {.name = "image",
     .type = PP_KEY_TEXT,
     .offset = AT(image),
     .help = "Picture file, relative to the issue's folder."},
    {.name = "alt",
     .type = PP_KEY_TEXT,
     .offset = AT(alt),
     .help = "What the picture shows, for those who do not see it; needed with image."},
    {.name = "caption",
     .type = PP_KEY_TEXT,
     .offset = AT(caption),
     .help = "Line under the picture."},
    {.name = "credit", .type = PP_KEY_TEXT, .offset = AT(credit), .help = "Who took the picture."},
    {.name = "crop",
     .type = PP_KEY_TEXT,
     .offset = AT(crop),
     .help =
         "Ratio that the picture is cropped to, and what must stay in it: 3:2, or 3:2 at 30 20, "
         "in per cent from the left and from the top."},
    {.name = "variants",
     .type = PP_KEY_STRINGS,
     .offset = AT(variants),
     .help = "File names of other texts of this story."},
    {.name = "people",
     .type = PP_KEY_STRINGS,
     .offset = AT(people),
     .help = "Persons the story may name though they are in the data."},
    {.name = "untranslated",
     .type = PP_KEY_STRUCT,
     .sub = &untranslated_set,
     .help = "What to do in a language without this story."},
};
#undef AT

const struct pp_keyset pp_front_matter_keys = {
    .name = "front matter",
    .help = "The lines between two `---` over a story, `content/<issue>/<lang>/<story>.md`.",
    PP_KEYS_OF(front_matter_keys),
    .size = sizeof(struct pp_front_matter),
    .where_offset = offsetof(struct pp_front_matter, where)};

#define AT(field) offsetof(struct pp_catalog_file, field)

static const struct pp_key catalog_keys[] = {
    {.name = "lang",
     .type = PP_KEY_LANG,
     .offset = AT(lang),
     .required = true,
     .help = "Language of the strings, as in the file's name."},
    {.name = "reviewed_by",
     .type = PP_KEY_TEXT,
     .offset = AT(reviewed_by),
     .fallback = "\"\"",
     .help = "Who has read all strings; empty: nobody has."},
    {.name = "strings",
     .type = PP_KEY_CUSTOM,
     .required = true,
     .read = pp_catalog_strings_read,
     .form = "a map from message id to pattern, or to {text: pattern, reviewed: name}",
     .schema = "\"type\": \"object\", \"additionalProperties\": {\"anyOf\": [{\"type\": "
               "\"string\"}, {\"type\": \"object\", \"additionalProperties\": false, "
               "\"required\": [\"text\"], \"properties\": {\"text\": {\"type\": \"string\"}, "
               "\"reviewed\": {\"type\": \"string\"}}}]}",
     .help = "Patterns in ICU MessageFormat syntax."},
};
#undef AT

const struct pp_keyset pp_catalog_keys = {
    .name = "catalogue",
    .help = "Strings of one language: `layouts/strings/<lang>.yaml` of Pactpress; a project's own "
            "`strings/<lang>.yaml` wins, string by string.",
    PP_KEYS_OF(catalog_keys),
    .size = sizeof(struct pp_catalog_file),
    .where_offset = PP_NO_OFFSET};

const struct pp_keys_root pp_keys_roots[] = {
    {"project", "pactpress.yaml", "Pactpress project", &pp_project_keys},
    {"source", "sources/<id>.yaml", "Pactpress source", &pp_source_keys},
    {"preset", "layouts/presets/<name>.yaml", "Pactpress preset", &pp_preset_keys},
    {"indicators", "layouts/indicators/<name>.yaml", "Pactpress indicator profile",
     &pp_profile_keys},
    {"programme", "layouts/programmes/<name>.yaml", "Pactpress programme", &pp_programme_keys},
    {"layout", "layouts/<name>.yaml", "Pactpress layout", &pp_layout_keys},
    {"styles", "layouts/styles/<name>.yaml", "Pactpress styles", &pp_styles_keys},
    {"issue", "content/<issue>/issue.yaml", "Pactpress issue", &pp_issue_keys},
    {"front-matter", "content/<issue>/<lang>/<story>.md", "Pactpress front matter",
     &pp_front_matter_keys},
    {"catalog", "strings/<lang>.yaml", "Pactpress strings", &pp_catalog_keys},
    {"translations", "translations/<lang>.yaml", "Pactpress translations", &pp_translations_keys},
    {NULL, NULL, NULL, NULL},
};
