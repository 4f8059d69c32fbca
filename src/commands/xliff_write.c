/* Texts as XLIFF 2.0. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/utf8.h"
#include "xliff.h"

struct writer {
    struct pp_arena *arena;
    const struct texts *texts;
    struct pp_str *out;
};

/* A text or a branch of one on its way out. */
struct unit {
    const char *id, *name, *note;
    enum pp_coded_syntax syntax;
    const char *source, *target; /* target NULL: none */
    unsigned states;
    bool reviewed;
    int depth;
};

static void write_unit(struct writer *writer, const struct unit *unit);

/* Characters that XML cannot hold are written as <cp/>, where elements may stand. */
static void put_text(struct pp_str *out, const char *text, bool elements)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        unsigned c = 0;
        size_t size = pp_utf8_decode(text + at, length - at, &c);
        size = size > 0 ? size : 1;
        if (c == '&')
            pp_str_append(out, "&amp;");
        else if (c == '<')
            pp_str_append(out, "&lt;");
        else if (c == '>')
            pp_str_append(out, "&gt;");
        else if (c == '"' && !elements)
            pp_str_append(out, "&quot;");
        else if (c == '\r' || (!elements && (c == '\n' || c == '\t')))
            pp_str_printf(out, "&#%u;", c);
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0xFFFE || c == 0xFFFF)
            pp_str_printf(out, elements ? "<cp hex=\"%04X\"/>" : "?", c);
        else
            pp_str_append_n(out, text + at, size);
        at += size;
    }
}

static void put_attribute(struct pp_str *out, const char *name, const char *value)
{
    pp_str_printf(out, " %s=\"", name);
    put_text(out, value, false);
    pp_str_append_char(out, '"');
}

/* --- Codes */

/* What stands for a code in originalData: of one that branches its key, for the branches are
 * units. */
static const char *data_of(const struct pp_code *code)
{
    return code->branches.count > 0 ? code->key : code->text;
}

static void put_data(
    struct writer *writer, const struct pp_coded *coded, const char *const *ids, bool only_extra)
{
    for (size_t i = 0; i < coded->count; i++) {
        const struct pp_code *code = &coded->items[i];
        if (ids[i] == NULL || (only_extra && ids[i][0] != 'x'))
            continue;
        pp_str_printf(
            writer->out, "        <data id=\"d%s%s\">", ids[i],
            code->kind == PP_CODE_CLOSE ? "e" : "");
        put_text(
            writer->out, ids[i][0] == 'x' ? pp_code_write(writer->arena, code) : data_of(code),
            true);
        pp_str_append(writer->out, "</data>\n");
    }
}

/* Ids of the units of a code's branches. */
static void put_sub_flows(
    struct writer *writer, const struct unit *unit, const char *id, const struct pp_code *source,
    const struct pp_code *target)
{
    const char *const *words = xliff_branches(writer->arena, writer->texts->locale, source, target);
    pp_str_append(writer->out, " subFlows=\"");
    for (size_t i = 0; words[i] != NULL; i++)
        pp_str_printf(
            writer->out, "%s%s.%s.%s", i > 0 ? " " : "", unit->id, id,
            words[i][0] == '=' ? words[i] + 1 : words[i]);
    pp_str_append(writer->out, "\"");
}

static const struct pp_code *find_id(
    const struct pp_coded *coded, const char *const *ids, const char *id)
{
    for (size_t i = 0; i < coded->count; i++)
        if (ids[i] != NULL && strcmp(ids[i], id) == 0)
            return &coded->items[i];
    return NULL;
}

/* Both sides of a unit, with the ids of their codes. */
struct sides {
    struct pp_coded source, target;
    const char **source_ids, **target_ids;
};

static void put_code(
    struct writer *writer, const struct unit *unit, const struct sides *sides,
    const struct pp_code *code, const char *id)
{
    const struct pp_code *source = find_id(&sides->source, sides->source_ids, id);
    bool may_go = !code->is_argument || (code->name != NULL && texts_is_common(code->name));
    if (code->kind == PP_CODE_CLOSE) {
        pp_str_append(writer->out, "</pc>");
        return;
    }
    if (code->kind == PP_CODE_OPEN) {
        pp_str_printf(
            writer->out, "<pc id=\"%s\" dataRefStart=\"d%s\" dataRefEnd=\"d%se\" type=\"%s\"%s>",
            id, id, id, code->is_argument ? "link" : "fmt", may_go ? "" : " canDelete=\"no\"");
        return;
    }
    pp_str_printf(writer->out, "<ph id=\"%s\" dataRef=\"d%s\"", id, id);
    if (source != NULL && source->branches.count > 0)
        put_sub_flows(writer, unit, id, source, find_id(&sides->target, sides->target_ids, id));
    put_attribute(writer->out, "disp", data_of(code));
    pp_str_append(writer->out, may_go ? "/>" : " canDelete=\"no\"/>");
}

static void put_side(
    struct writer *writer, const struct unit *unit, const struct sides *sides, bool target)
{
    const struct pp_coded *coded = target ? &sides->target : &sides->source;
    const char *const *ids = target ? sides->target_ids : sides->source_ids;
    pp_str_append(writer->out, target ? "        <target>" : "        <source>");
    for (size_t i = 0; i < coded->count; i++)
        if (ids[i] == NULL)
            put_text(writer->out, coded->items[i].text, true);
        else
            put_code(writer, unit, sides, &coded->items[i], ids[i]);
    pp_str_append(writer->out, target ? "</target>\n" : "</source>\n");
}

/* --- Units */

static void put_note(struct writer *writer, const char *note)
{
    pp_str_append(writer->out, "        <note>");
    put_text(writer->out, note, false);
    pp_str_append(writer->out, "</note>\n");
}

static void put_notes(struct writer *writer, const struct unit *unit)
{
    bool stale = (unit->states & TEXT_STALE) != 0;
    if (unit->note == NULL && !stale)
        return;
    pp_str_append(writer->out, "      <notes>\n");
    if (unit->note != NULL)
        put_note(writer, unit->note);
    if (stale)
        put_note(writer, "The source was changed after this was translated.");
    pp_str_append(writer->out, "      </notes>\n");
}

static void put_state(struct writer *writer, const struct unit *unit)
{
    const char *state = "translated", *sub = NULL;
    if (unit->states & TEXT_STALE)
        sub = "pactpress:stale";
    else if (unit->states & TEXT_MISMATCH)
        sub = "pactpress:mismatch";
    if (unit->target == NULL || sub != NULL)
        state = "initial";
    else if (unit->reviewed)
        state = "reviewed";
    pp_str_printf(writer->out, "      <segment state=\"%s\"", state);
    if (sub != NULL)
        pp_str_printf(writer->out, " subState=\"%s\"", sub);
    pp_str_append(writer->out, ">\n");
}

static void write_branches(
    struct writer *writer, const struct unit *unit, const struct sides *sides, size_t index)
{
    const struct pp_code *source = &sides->source.items[index];
    const char *id = sides->source_ids[index];
    const struct pp_code *target = find_id(&sides->target, sides->target_ids, id);
    const char *const *words = xliff_branches(writer->arena, writer->texts->locale, source, target);
    for (size_t i = 0; words[i] != NULL; i++) {
        const char *word = words[i];
        struct unit branch = {
            .id = pp_arena_printf(
                writer->arena, "%s.%s.%s", unit->id, id, word[0] == '=' ? word + 1 : word),
            .name = pp_arena_printf(writer->arena, "%s/%s/%s", unit->name, id, word),
            .note = pp_arena_printf(
                writer->arena, "%s: what is said for \"%s\". It stands in place of %s in %s.",
                source->name, word, source->key, unit->name),
            .syntax = PP_CODED_BRANCH,
            .source = xliff_branch(source, word, true),
            .target = target != NULL ? xliff_branch(target, word, false) : NULL,
            .states = unit->states,
            .reviewed = unit->reviewed,
            .depth = unit->depth + 1};
        if (branch.source != NULL && branch.depth < PP_LIMIT_MESSAGE_DEPTH)
            write_unit(writer, &branch);
    }
}

static void write_unit(struct writer *writer, const struct unit *unit)
{
    struct sides sides = {0};
    size_t codes = 0;
    pp_coded_read(writer->arena, unit->syntax, unit->source, &sides.source);
    if (unit->target != NULL)
        pp_coded_read(writer->arena, unit->syntax, unit->target, &sides.target);
    xliff_ids(writer->arena, &sides.source, &sides.target, &sides.source_ids, &sides.target_ids);
    pp_str_printf(writer->out, "    <unit id=\"%s\"", unit->id);
    put_attribute(writer->out, "name", unit->name);
    pp_str_append(writer->out, ">\n");
    put_notes(writer, unit);
    for (size_t i = 0; i < sides.source.count; i++)
        codes += sides.source_ids[i] != NULL;
    for (size_t i = 0; i < sides.target.count; i++)
        codes += sides.target_ids[i] != NULL;
    if (codes > 0) {
        pp_str_append(writer->out, "      <originalData>\n");
        put_data(writer, &sides.source, sides.source_ids, false);
        put_data(writer, &sides.target, sides.target_ids, true);
        pp_str_append(writer->out, "      </originalData>\n");
    }
    put_state(writer, unit);
    put_side(writer, unit, &sides, false);
    if (unit->target != NULL)
        put_side(writer, unit, &sides, true);
    pp_str_append(writer->out, "      </segment>\n    </unit>\n");
    for (size_t i = 0; i < sides.source.count; i++)
        if (sides.source.items[i].branches.count > 0)
            write_branches(writer, unit, &sides, i);
}

static void write_file(struct writer *writer, const struct text_file *file, size_t number)
{
    pp_str_printf(writer->out, "  <file id=\"f%zu\"", number);
    put_attribute(writer->out, "original", file->original);
    pp_str_append(writer->out, " canResegment=\"no\" xml:space=\"preserve\">\n");
    for (size_t i = file->first; i < file->first + file->count; i++) {
        const struct text *text = &writer->texts->list.items[i];
        if (text->states == TEXT_MISSING && text->key != NULL && !text->required)
            continue; /* a label that nothing prints in this language is nobody's work */
        struct unit unit = {
            .id = pp_arena_printf(writer->arena, "t%zu", i - file->first + 1),
            .name = text->id,
            .note = text->note,
            .syntax = text->syntax,
            .source = text->source,
            .target = text->target,
            .states = text->states,
            .reviewed = text->reviewed_by != NULL && text->reviewed_by[0] != '\0'};
        write_unit(writer, &unit);
    }
    pp_str_append(writer->out, "  </file>\n");
}

void xliff_write(struct pp_arena *arena, const struct texts *texts, struct pp_str *out)
{
    struct writer writer = {arena, texts, out};
    pp_str_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    pp_str_append(out, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\"");
    put_attribute(out, "srcLang", texts->from);
    put_attribute(out, "trgLang", texts->lang);
    pp_str_append(out, ">\n");
    for (size_t i = 0; i < texts->files.count; i++)
        if (texts->files.items[i].count > 0)
            write_file(&writer, &texts->files.items[i], i + 1);
    pp_str_append(out, "</xliff>\n");
}
