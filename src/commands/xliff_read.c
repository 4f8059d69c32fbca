/* XLIFF from anybody: only what is needed is taken, and everything is looked at twice. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "verify/readback_parts.h"
#include "xliff.h"

static const char space[] = "urn:oasis:names:tc:xliff:document:2.0";

struct data {
    const char *id, *text;
};

struct open_code {
    const char *id;       /* of the pc */
    const char *data_end; /* id of what closes it */
};

struct reader {
    struct pp_run *run;
    struct xliff *out;
    struct pp_source_text source;
    struct readback_xml *xml;
    int depth, skip; /* elements that are open; depth at which a foreign one opened, or 0 */
    bool bad, seen_root;
    const char *original; /* of the file that is open */
    struct xliff_unit *unit;
    struct {
        struct data *items;
        size_t count, capacity;
    } data;                      /* of the unit */
    const char *data_id;         /* of the data that is open */
    struct xliff_pieces *pieces; /* side that is open */
    struct open_code codes[PP_LIMIT_XLIFF_DEPTH];
    int code_count;
    bool in_segment, first_segment;
    struct pp_str text; /* words or data so far */
};

static struct pp_where here(const struct reader *reader)
{
    return pp_source_text_where(&reader->source, readback_xml_offset(reader->xml));
}

static void refuse(
    struct reader *reader, struct pp_where where, const char *rule, const char *sentence)
{
    if (!reader->bad)
        pp_error(reader->run, where, rule, "%s", sentence);
    reader->bad = true;
}

#define REFUSE(reader, rule, ...)                                                                  \
    refuse((reader), here(reader), (rule), pp_arena_printf((reader)->run->arena, __VA_ARGS__))

static const char *get(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(*attributes, name) == 0)
            return attributes[1];
    return NULL;
}

static const char *keep(struct reader *reader, const char *text)
{
    return text != NULL ? pp_arena_strdup(reader->run->arena, text) : NULL;
}

/* An attribute that must be there. */
static const char *need(
    struct reader *reader, const char **attributes, const char *element, const char *name)
{
    const char *value = get(attributes, name);
    if (value == NULL)
        REFUSE(reader, "xliff.attribute", "<%s> has no attribute \"%s\" here.", element, name);
    return value != NULL ? keep(reader, value) : "";
}

/* --- Pieces of a side */

static void push(struct reader *reader, enum pp_code_kind kind, const char *text, const char *id)
{
    struct xliff_piece *piece = PP_PUSH(reader->run->arena, reader->pieces);
    *piece = (struct xliff_piece){kind, text, id};
}

static void end_words(struct reader *reader)
{
    if (reader->pieces != NULL && reader->text.length > 0)
        push(reader, PP_CODE_WORDS, pp_str_copy(&reader->text, reader->run->arena), NULL);
    pp_str_clear(&reader->text);
}

static const char *find_data(struct reader *reader, const char *id)
{
    for (size_t i = 0; i < reader->data.count; i++)
        if (pp_streq(reader->data.items[i].id, id))
            return reader->data.items[i].text;
    REFUSE(
        reader, "xliff.data",
        "There is no <data id=\"%s\"> in the originalData of this unit; the file is damaged.", id);
    return "";
}

static void put_code(
    struct reader *reader, const char *element, const char **attributes, enum pp_code_kind kind,
    const char *id_name, const char *data_name)
{
    const char *id = need(reader, attributes, element, id_name);
    const char *data = need(reader, attributes, element, data_name);
    end_words(reader);
    if (!reader->bad)
        push(reader, kind, find_data(reader, data), id);
}

static void open_pair(struct reader *reader, const char **attributes)
{
    struct open_code *code = &reader->codes[reader->code_count++]; /* the depth is limited */
    code->data_end = need(reader, attributes, "pc", "dataRefEnd");
    code->id = need(reader, attributes, "pc", "id");
    put_code(reader, "pc", attributes, PP_CODE_OPEN, "id", "dataRefStart");
}

static void put_character(struct reader *reader, const char **attributes)
{
    const char *hex = need(reader, attributes, "cp", "hex");
    char *end;
    unsigned long c = strtoul(hex, &end, 16);
    if (*hex == '\0' || *end != '\0' || c == 0 || c > 0x1F) {
        REFUSE(reader, "xliff.character", "<cp hex=\"%s\"> is no control character.", hex);
        return;
    }
    pp_str_append_char(&reader->text, (char)c);
}

static bool is_mark(const char *name)
{
    return strcmp(name, "mrk") == 0 || strcmp(name, "sm") == 0 || strcmp(name, "em") == 0;
}

/* Inside of <source> and <target>. */
static void start_inline(struct reader *reader, const char *name, const char **attributes)
{
    if (strcmp(name, "ph") == 0)
        put_code(reader, "ph", attributes, PP_CODE_ALONE, "id", "dataRef");
    else if (strcmp(name, "pc") == 0)
        open_pair(reader, attributes);
    else if (strcmp(name, "sc") == 0)
        put_code(reader, "sc", attributes, PP_CODE_OPEN, "id", "dataRef");
    else if (strcmp(name, "ec") == 0)
        put_code(reader, "ec", attributes, PP_CODE_CLOSE, "startRef", "dataRef");
    else if (strcmp(name, "cp") == 0)
        put_character(reader, attributes);
    else if (!is_mark(name))
        REFUSE(reader, "xliff.inline", "<%s> has no meaning inside of a text.", name);
}

/* --- Structure */

static void start_root(struct reader *reader, const char *name, const char **attributes)
{
    struct xliff *out = reader->out;
    const char *version = get(attributes, "version");
    reader->seen_root = true;
    out->where = here(reader);
    if (strcmp(readback_xml_local(name), "xliff") != 0) {
        REFUSE(
            reader, "xliff.root", "This is no XLIFF: its first element is <%s>.",
            readback_xml_local(name));
        return;
    }
    if (!pp_starts_with(name, space) || !(pp_streq(version, "2.0") || pp_streq(version, "2.1"))) {
        REFUSE(
            reader, "xliff.version",
            "This is XLIFF %s; only 2.0 and 2.1 can be read. Save it so in the translation "
            "program.",
            version != NULL ? version : "of no version");
        return;
    }
    out->source_lang = need(reader, attributes, "xliff", "srcLang");
    out->target_lang = need(reader, attributes, "xliff", "trgLang");
}

static void start_unit(struct reader *reader, const char **attributes)
{
    struct xliff *out = reader->out;
    struct xliff_unit *unit = PP_PUSH(reader->run->arena, &out->units);
    unit->original = reader->original;
    unit->name = need(reader, attributes, "unit", "name");
    unit->where = here(reader);
    unit->state = "initial";
    reader->unit = unit;
    reader->data.count = 0;
    reader->first_segment = true;
    const char *key = pp_arena_printf(reader->run->arena, "%s\n%s", unit->original, unit->name);
    if (pp_map_get(&out->by_name, key) != NULL)
        REFUSE(
            reader, "xliff.doubled", "The unit \"%s\" stands here for the second time.",
            unit->name);
    pp_map_set(&out->by_name, key, (void *)(uintptr_t)out->units.count);
}

static void start_side(struct reader *reader, const char *name, const char **attributes)
{
    bool target = strcmp(name, "target") == 0;
    if (target && get(attributes, "order") != NULL) {
        REFUSE(
            reader, "xliff.order",
            "The segments of this unit were put into another order; put them back into one.");
        return;
    }
    reader->pieces = target ? &reader->unit->target : &reader->unit->source;
    reader->unit->has_target = reader->unit->has_target || target;
    pp_str_clear(&reader->text);
}

static void start_segment(struct reader *reader, const char *name, const char **attributes)
{
    const char *state = get(attributes, "state");
    reader->in_segment = true;
    if (strcmp(name, "segment") == 0 && reader->first_segment && state != NULL)
        reader->unit->state = keep(reader, state);
    reader->first_segment = false;
}

/* Known elements; false: foreign, so it is passed over with all that is in it. */
static bool start_known(struct reader *reader, const char *name, const char **attributes)
{
    if (strcmp(name, "file") == 0 && reader->depth == 2)
        reader->original =
            get(attributes, "original") ? keep(reader, get(attributes, "original")) : "";
    else if (strcmp(name, "group") == 0 && reader->original != NULL && reader->unit == NULL)
        return true;
    else if (strcmp(name, "unit") == 0 && reader->original != NULL && reader->unit == NULL)
        start_unit(reader, attributes);
    else if (strcmp(name, "originalData") == 0 && reader->unit != NULL)
        return true;
    else if (strcmp(name, "data") == 0 && reader->unit != NULL && !reader->in_segment) {
        reader->data_id = need(reader, attributes, "data", "id");
        pp_str_clear(&reader->text);
    } else if (
        (strcmp(name, "segment") == 0 || strcmp(name, "ignorable") == 0) && reader->unit != NULL)
        start_segment(reader, name, attributes);
    else if ((strcmp(name, "source") == 0 || strcmp(name, "target") == 0) && reader->in_segment)
        start_side(reader, name, attributes);
    else
        return false;
    return true;
}

static void start(void *data, const char *name, const char **attributes)
{
    struct reader *reader = data;
    const char *local = readback_xml_local(name);
    if (++reader->depth > PP_LIMIT_XLIFF_DEPTH)
        REFUSE(
            reader, "xliff.too-deep", "Elements are nested more than %d deep.",
            PP_LIMIT_XLIFF_DEPTH);
    if (reader->bad || reader->skip > 0)
        return;
    bool ours = pp_starts_with(name, space) && name[sizeof space - 1] == ' ';
    if (!reader->seen_root)
        start_root(reader, name, attributes);
    else if (ours && reader->pieces != NULL)
        start_inline(reader, local, attributes);
    else if (ours && reader->data_id != NULL && strcmp(local, "cp") == 0)
        put_character(reader, attributes);
    else if (!ours || !start_known(reader, local, attributes))
        reader->skip = reader->depth;
}

static void text(void *data, const char *bytes, size_t size)
{
    struct reader *reader = data;
    if (!reader->bad && reader->skip == 0 && (reader->pieces != NULL || reader->data_id != NULL))
        pp_str_append_n(&reader->text, bytes, size);
}

static void end_data(struct reader *reader)
{
    struct data *data = PP_PUSH(reader->run->arena, &reader->data);
    *data = (struct data){reader->data_id, pp_str_copy(&reader->text, reader->run->arena)};
    reader->data_id = NULL;
    pp_str_clear(&reader->text);
}

static void end_pair(struct reader *reader)
{
    end_words(reader);
    if (reader->code_count == 0)
        return;
    struct open_code *code = &reader->codes[--reader->code_count];
    push(reader, PP_CODE_CLOSE, find_data(reader, code->data_end), code->id);
}

static void end(void *data, const char *name)
{
    struct reader *reader = data;
    const char *local = readback_xml_local(name);
    int depth = reader->depth--;
    if (reader->bad)
        return;
    if (reader->skip > 0) {
        reader->skip = depth == reader->skip ? 0 : reader->skip;
    } else if (strcmp(local, "source") == 0 || strcmp(local, "target") == 0) {
        end_words(reader);
        reader->pieces = NULL;
        reader->code_count = 0;
    } else if (strcmp(local, "pc") == 0) {
        end_pair(reader);
    } else if (strcmp(local, "data") == 0) {
        end_data(reader);
    } else if (strcmp(local, "segment") == 0 || strcmp(local, "ignorable") == 0) {
        reader->in_segment = false;
    } else if (strcmp(local, "unit") == 0) {
        reader->unit = NULL;
    } else if (strcmp(local, "file") == 0) {
        reader->original = NULL;
    }
}

static void read_all(struct reader *reader, struct pp_bytes bytes)
{
    struct readback_xml_handler handler = {
        .data = reader, .start = start, .text = text, .end = end};
    reader->xml = readback_xml_open(&handler, true);
    bool good = readback_xml_feed(reader->xml, bytes.data, bytes.size, true);
    if (readback_xml_has_doctype(reader->xml))
        REFUSE(
            reader, "xliff.doctype",
            "A document type declaration begins here; XLIFF has none, and its entities are not "
            "read.");
    else if (!good)
        REFUSE(
            reader, "xliff.xml", "This is not well-formed XML (%s).",
            readback_xml_reason(reader->xml, reader->run->arena));
    readback_xml_close(reader->xml);
}

enum pp_status xliff_read(
    struct pp_run *run, const char *path, struct pp_bytes bytes, struct xliff *out)
{
    struct reader reader = {.run = run, .out = out};
    *out = (struct xliff){.path = path};
    pp_map_init(&out->by_name, run->arena);
    pp_source_text_index(run->arena, path, (const char *)bytes.data, bytes.size, &reader.source);
    pp_str_init(&reader.text);
    read_all(&reader, bytes);
    pp_str_free(&reader.text);
    return reader.bad ? PP_DATA : PP_OK;
}

const struct xliff_unit *xliff_find(
    const struct xliff *xliff, struct pp_arena *arena, const char *original, const char *name)
{
    uintptr_t index =
        (uintptr_t)pp_map_get(&xliff->by_name, pp_arena_printf(arena, "%s\n%s", original, name));
    return index > 0 ? &xliff->units.items[index - 1] : NULL;
}
