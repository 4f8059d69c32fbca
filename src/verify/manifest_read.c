/* JSON is YAML: the reader of the project's files takes it, with positions, and refuses doubled
 * keys. */
#include "manifest_read.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

struct reading {
    struct pp_run *run;
    struct pp_arena *arena;
    struct manifest *out;
};

static enum pp_status refuse(const struct reading *reading, const char *what)
{
    pp_error(
        reading->run, ((struct pp_where){.file = reading->out->path}), "verify.manifest",
        "This is no manifest of an edition: %s.", what);
    return PP_DATA;
}

static const char *text_of(const struct pp_yaml *map, const char *key)
{
    const struct pp_yaml *node = pp_yaml_get(map, key);
    return node && node->kind == PP_YAML_SCALAR ? node->text : NULL;
}

/* A path that could leave the folder is none. */
static bool is_inside(const char *path)
{
    if (!path || *path == '\0' || *path == '/')
        return false;
    for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL) {
        size_t length = strcspn(at, "/");
        if (length == 0 || (length <= 2 && strncmp(at, "..", length) == 0))
            return false;
    }
    return true;
}

static bool is_digest(const char *text)
{
    return text && strlen(text) == PP_DIGEST_HEX - 1 &&
           strspn(text, "0123456789abcdef") == PP_DIGEST_HEX - 1;
}

static enum pp_status add_file(const struct reading *reading, const struct pp_yaml *node)
{
    const char *path = text_of(node, "path"), *size = text_of(node, "size");
    const char *digest = text_of(node, "sha256"), *pages = text_of(node, "pages");
    if (!is_inside(path) || !size || !is_digest(digest))
        return refuse(reading, "an entry of `files` has no path, size or sha256");
    struct pp_made_file *file = PP_PUSH(reading->arena, &reading->out->files);
    *file = (struct pp_made_file){
        .path = path,
        .size = strtoull(size, NULL, 10),
        .lang = text_of(node, "lang"),
        .title = text_of(node, "title"),
        .city = text_of(node, "city"),
        .layout = text_of(node, "layout"),
        .pages = pages ? strtoull(pages, NULL, 10) : 0};
    memcpy(file->digest, digest, PP_DIGEST_HEX);
    return PP_OK;
}

static enum pp_status read_files(const struct reading *reading, const struct pp_yaml *root)
{
    const struct pp_yaml *files = pp_yaml_get(root, "files");
    if (!files || files->kind != PP_YAML_LIST || files->count == 0)
        return refuse(reading, "it names no files");
    for (const struct pp_yaml *node = files->first; node; node = node->next)
        PP_TRY(add_file(reading, node));
    return PP_OK;
}

/* In public an entry names no more than the source. */
static enum pp_status read_sources(const struct reading *reading, const struct pp_yaml *root)
{
    const struct pp_yaml *inputs = pp_yaml_get(root, "inputs");
    for (const struct pp_yaml *node = inputs ? inputs->first : NULL; node; node = node->next) {
        const char *path = text_of(node, "path"), *digest = text_of(node, "sha256");
        if (!path)
            continue;
        if (!is_digest(digest))
            return refuse(reading, "an entry of `inputs` has a path and no sha256");
        struct pp_reconciled_input *input = PP_PUSH(reading->arena, &reading->out->sources);
        *input = (struct pp_reconciled_input){.path = path, .digest = digest};
    }
    return PP_OK;
}

static enum pp_status read_root(const struct reading *reading, const struct pp_yaml *root)
{
    struct manifest *out = reading->out;
    out->program = text_of(root, "program");
    out->project = text_of(root, "project");
    out->klass = text_of(root, "class");
    out->period = text_of(root, "period");
    out->data_state = text_of(root, "data_state");
    out->draft = pp_streq(text_of(root, "draft"), "true");
    if (!pp_streq(text_of(root, "format"), "1"))
        return refuse(reading, "its `format` is not 1");
    if (!out->program || !out->project || !out->klass || !out->period || !out->data_state)
        return refuse(reading, "program, project, class, period or data_state is missing");
    out->inputs = text_of(root, "inputs_sha256");
    if (!is_digest(out->inputs))
        return refuse(reading, "`inputs_sha256` is missing or no SHA-256");
    PP_TRY(read_sources(reading, root));
    return read_files(reading, root);
}

enum pp_status manifest_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct manifest *out)
{
    struct reading reading = {.run = run, .arena = arena, .out = out};
    struct pp_yaml *root;
    *out = (struct manifest){.path = path};
    enum pp_status status = pp_yaml_read(run, arena, path, &root);
    if (status != PP_OK)
        return status == PP_USAGE ? PP_DATA : status;
    return read_root(&reading, root);
}
