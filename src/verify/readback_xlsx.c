/* XLSX: the package is read by libzip, whose API this file alone knows, and every part of it as
 * XML. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "readback_parts.h"
#include "xml_scan.h"

enum { PIECE = 1 << 15, LARGEST = 256 << 20 /* [bytes] */ };

struct package {
    struct readback *at;
    zip_t *zip;
    const char *part; /* in work */
    size_t formulas;  /* of this part */
    size_t sheets;    /* named by the workbook */
    size_t kept;      /* [bytes] of parts that are kept */
};

static const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (pp_streq(*attributes, name))
            return attributes[1];
    return NULL;
}

static void check_sheet(struct package *package, const char **attributes)
{
    const char *state = attribute(attributes, "state"), *name = attribute(attributes, "name");
    package->sheets++;
    if (state && !pp_streq(state, "visible"))
        readback_found(
            package->at, "readback.xlsx-hidden", "The sheet `%s` is hidden.", name ? name : "");
}

/* The part that a relationship leads to: its target counts from the folder of the part it is of;
 * `xl/_rels/workbook.xml.rels` is of `xl/workbook.xml`. */
static const char *target_of(const struct package *package, const char *target)
{
    struct pp_arena *arena = package->at->arena;
    const char *rels = strstr(package->part, "_rels/");
    if (*target == '/')
        return target + 1;
    size_t length = rels ? (size_t)(rels - package->part) : 0;
    while (pp_starts_with(target, "../")) {
        target += 3;
        if (length > 0)
            length--; /* the slash */
        while (length > 0 && package->part[length - 1] != '/')
            length--;
    }
    return pp_arena_printf(arena, "%.*s%s", (int)length, package->part, target);
}

static void check_target(struct package *package, const char *target)
{
    if (!target || *target == '#')
        return;
    const char *part = target_of(package, target);
    if (zip_name_locate(package->zip, part, 0) < 0)
        readback_found(
            package->at, "readback.xlsx-package", "%s: it leads to the part %s, which is missing.",
            package->part, part);
}

/* A link to a page may leave the package; data may not come from outside. */
static void check_relationship(struct package *package, const char **attributes)
{
    const char *type = attribute(attributes, "Type"), *mode = attribute(attributes, "TargetMode");
    const char *kind = type && strrchr(type, '/') ? strrchr(type, '/') + 1 : "";
    if (!pp_streq(mode, "External"))
        check_target(package, attribute(attributes, "Target"));
    else if (!pp_streq(kind, "hyperlink"))
        readback_found(
            package->at, "readback.xlsx-external", "%s: a relationship (%s) leads out of the file.",
            package->part, kind);
}

static void check_type(struct package *package, const char **attributes)
{
    const char *type = attribute(attributes, "ContentType");
    if (type && (strstr(type, "macroEnabled") || strstr(type, "vbaProject")))
        readback_found(
            package->at, "readback.xlsx-macro", "%s: the type %s stands for macros.", package->part,
            type);
}

/* Most of the bytes: cells. `f` is a formula here, and a reference in a chart. */
static void in_sheet(void *data, const char *name, const char **attributes)
{
    struct package *package = data;
    (void)attributes;
    if (pp_streq(readback_xml_local(name), "f"))
        package->formulas++;
}

static void in_table(void *data, const char *name, const char **attributes)
{
    struct package *package = data;
    const char *local = readback_xml_local(name);
    (void)attributes;
    if (pp_streq(local, "calculatedColumnFormula") || pp_streq(local, "totalsRowFormula"))
        package->formulas++;
}

static void in_workbook(void *data, const char *name, const char **attributes)
{
    if (pp_streq(readback_xml_local(name), "sheet"))
        check_sheet(data, attributes);
}

static void in_relationships(void *data, const char *name, const char **attributes)
{
    if (pp_streq(readback_xml_local(name), "Relationship"))
        check_relationship(data, attributes);
}

static void in_types(void *data, const char *name, const char **attributes)
{
    (void)name;
    check_type(data, attributes);
}

static struct readback_xml_handler handler_of(struct package *package)
{
    struct readback_xml_handler handler = {.data = package};
    if (pp_starts_with(package->part, "xl/worksheets/") && !pp_ends_with(package->part, ".rels"))
        handler.start = in_sheet;
    else if (pp_starts_with(package->part, "xl/tables/"))
        handler.start = in_table;
    else if (pp_streq(package->part, "xl/workbook.xml"))
        handler.start = in_workbook;
    else if (pp_ends_with(package->part, ".rels"))
        handler.start = in_relationships;
    else if (pp_streq(package->part, "[Content_Types].xml"))
        handler.start = in_types;
    return handler;
}

static void broken(struct package *package, const char *reason)
{
    readback_found(
        package->at, "readback.xlsx-package", "%s: the part cannot be read: %s.", package->part,
        reason);
    package->at->damaged = true;
}

/* Cells and their texts are most of the bytes: they are looked at quickly, and read by expat only
 * when that leaves a doubt. */
static bool is_bulky(const char *part)
{
    return (pp_starts_with(part, "xl/worksheets/") && pp_ends_with(part, ".xml")) ||
           pp_streq(part, "xl/sharedStrings.xml");
}

static bool is_xml(const char *name)
{
    return pp_ends_with(name, ".xml") || pp_ends_with(name, ".rels") || pp_ends_with(name, ".vml");
}

/* The whole of a part; reading one byte more lets libzip compare the checksum. False: it is larger
 * than it says, or broken. */
static bool unpack(zip_file_t *file, char *buffer, zip_uint64_t size)
{
    zip_uint64_t length = 0;
    zip_int64_t got;
    while ((got = zip_fread(file, buffer + length, size + 1 - length)) > 0)
        length += (zip_uint64_t)got;
    return got == 0 && length == size;
}

/* Keeps an XML part of bearable size; NULL: it passes in pieces, or is broken. */
static const struct readback_part *keep_part(struct package *package, zip_uint64_t index)
{
    struct pp_arena *arena = package->at->arena;
    zip_stat_t stat;
    if (!is_xml(package->part) || zip_stat_index(package->zip, index, 0, &stat) != 0 ||
        !(stat.valid & ZIP_STAT_SIZE) || stat.size == 0 || stat.size > LARGEST - package->kept)
        return NULL;
    zip_file_t *file = zip_fopen_index(package->zip, index, 0);
    if (!file)
        return NULL;
    struct readback_part *part = pp_arena_alloc(arena, sizeof *part);
    char *buffer = pp_arena_alloc(arena, (size_t)stat.size + 1);
    bool good = unpack(file, buffer, stat.size);
    zip_fclose(file);
    package->kept += stat.size;
    package->at->damaged |= !good;
    if (!good)
        return NULL;
    part->bytes = (struct pp_bytes){(const unsigned char *)buffer, (size_t)stat.size};
    part->plain = readback_xml_scan(buffer, (size_t)stat.size, "f", &part->formulas);
    buffer[stat.size] = '\0';
    pp_map_set(&package->at->parts, package->part, part);
    return part;
}

/* Its maker does not look whether what it wrote was taken. */
static void not_well_formed(struct package *package, const struct readback_xml *xml)
{
    package->at->damaged = true;
    readback_found(
        package->at, "readback.xlsx-xml", "%s is not well-formed XML: %s.", package->part,
        readback_xml_reason(xml, package->at->arena));
}

/* Reading to the end also lets libzip compare the checksum. */
static void read_part(struct package *package, zip_file_t *file, struct readback_xml *xml)
{
    char piece[PIECE];
    bool good = true;
    zip_int64_t got;
    while ((got = zip_fread(file, piece, sizeof piece)) > 0 && good)
        if (xml)
            good = readback_xml_feed(xml, piece, (size_t)got, false);
    if (got < 0) {
        broken(package, zip_error_strerror(zip_file_get_error(file)));
        return;
    }
    if (xml && good)
        good = readback_xml_feed(xml, "", 0, true);
    if (!good)
        not_well_formed(package, xml);
}

static void check_name(struct package *package)
{
    if (pp_starts_with(package->part, "xl/externalLinks/") ||
        pp_streq(package->part, "xl/connections.xml"))
        readback_found(
            package->at, "readback.xlsx-external", "%s: data would come from outside.",
            package->part);
    if (pp_ends_with(package->part, "vbaProject.bin") ||
        pp_starts_with(package->part, "xl/macrosheets/"))
        readback_found(package->at, "readback.xlsx-macro", "%s: a macro.", package->part);
}

/* In pieces: pictures, what is not XML, what is too large to be kept. */
static void pass_part(struct package *package, zip_uint64_t index, struct readback_xml *xml)
{
    zip_file_t *file = zip_fopen_index(package->zip, index, 0);
    if (!file) {
        broken(package, zip_error_strerror(zip_get_error(package->zip)));
        return;
    }
    read_part(package, file, xml);
    zip_fclose(file);
}

static void check_part(struct package *package, zip_uint64_t index)
{
    const char *name = zip_get_name(package->zip, index, ZIP_FL_ENC_RAW);
    package->part = pp_arena_strdup(package->at->arena, name ? name : "");
    package->formulas = 0;
    check_name(package);
    const struct readback_part *part = keep_part(package, index);
    if (part && part->plain && is_bulky(package->part) && part->formulas == 0)
        return;
    struct readback_xml_handler handler = handler_of(package);
    struct readback_xml *xml = is_xml(package->part) ? readback_xml_open(&handler, false) : NULL;
    if (!part)
        pass_part(package, index, xml);
    else if (!readback_xml_feed(xml, part->bytes.data, part->bytes.size, true))
        not_well_formed(package, xml);
    if (xml)
        readback_xml_close(xml);
    if (package->formulas > 0)
        readback_found(
            package->at, "readback.xlsx-formula", "%s: %zu formulas; only values may stand here.",
            package->part, package->formulas);
}

static void check_parts(struct package *package)
{
    static const char *const needed[] = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"};
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (zip_name_locate(package->zip, needed[i], 0) < 0)
            readback_found(
                package->at, "readback.xlsx-package", "The part %s is missing.", needed[i]);
    for (zip_int64_t i = 0; i < count; i++)
        check_part(package, (zip_uint64_t)i);
    package->at->damaged |= count == 0; /* an empty file is an empty package */
    if (package->sheets == 0)
        readback_found(package->at, "readback.xlsx-package", "The workbook names no sheet.");
}

void readback_xlsx(struct readback *at, struct pp_bytes bytes)
{
    struct package package = {.at = at};
    zip_error_t error;
    pp_map_init(&at->parts, at->arena);
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, &error);
    if (!source)
        pp_out_of_memory();
    package.zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (package.zip) {
        check_parts(&package);
        zip_discard(package.zip);
    } else {
        at->damaged = true;
        readback_found(
            at, "readback.xlsx-package", "This is no sound XLSX package: %s.",
            zip_error_strerror(&error));
        zip_source_free(source);
    }
    zip_error_fini(&error);
}

static bool read_whole(struct pp_arena *arena, zip_t *zip, const char *part, struct pp_bytes *out)
{
    zip_stat_t stat;
    if (zip_stat(zip, part, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0 ||
        stat.size > LARGEST)
        return false;
    zip_file_t *file = zip_fopen(zip, part, 0);
    if (!file)
        return false;
    char *data = pp_arena_alloc(arena, stat.size + 1);
    zip_int64_t got = zip_fread(file, data, stat.size);
    zip_fclose(file);
    if (got < 0 || (zip_uint64_t)got != stat.size)
        return false;
    *out = (struct pp_bytes){(const unsigned char *)data, (size_t)got};
    return true;
}

bool readback_xlsx_part(
    struct pp_arena *arena, struct pp_bytes package, const char *part, struct pp_bytes *out)
{
    zip_error_t error;
    bool good = false;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(package.data, package.size, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (zip) {
        good = read_whole(arena, zip, part, out);
        zip_discard(zip);
    } else if (source) {
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return good;
}
