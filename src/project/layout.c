#include "pactpress/layout.h"

#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/keys.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "project/blocks.h"
#include "project/check.h"
#include "project/find.h"
#include "project/load.h"

static bool is_common(const char *key)
{
    static const char *const common[] = {"kind",     "beside", "column", "page_break",
                                         "optional", "float",  "turned", NULL};
    for (size_t i = 0; common[i]; i++)
        if (strcmp(common[i], key) == 0)
            return true;
    return false;
}

static bool is_listed(const char *const *keys, const char *key)
{
    for (; *keys; keys++)
        if (strcmp(*keys, key) == 0)
            return true;
    return false;
}

/* Keys that exist, but not for this kind of block. */
static enum pp_status check_block(struct pp_run *run, const struct pp_yaml *block)
{
    const struct pp_yaml *kind = pp_yaml_get(block, "kind");
    const char *const *keys = kind ? pp_block_keys(kind->text) : NULL;
    if (!keys)
        return PP_OK; /* said already when the keys were read */
    enum pp_status status = PP_OK;
    for (const struct pp_yaml *child = block->first; child; child = child->next) {
        if (is_common(child->key) || is_listed(keys, child->key))
            continue;
        pp_yaml_report_key(
            run, PP_ERROR, child, "layout.foreign-key",
            "\"%s\" means nothing to a block of kind %s; besides beside, column, float, "
            "page_break, turned and optional it takes %s",
            child->key, kind->text, pp_words_join(run, keys));
        status = PP_USAGE;
    }
    return status;
}

static enum pp_status check_beside(
    struct pp_run *run, const struct pp_layout *layout, const struct pp_yaml *blocks)
{
    const struct pp_yaml *node = blocks->first;
    for (size_t i = 0; i < layout->block_count && node; i++, node = node->next) {
        if (!layout->blocks[i].beside)
            continue;
        bool is_last = i + 1 == layout->block_count;
        if (!is_last && !layout->blocks[i + 1].beside && !layout->blocks[i + 1].page_break)
            continue;
        pp_yaml_report(
            run, PP_ERROR, pp_yaml_get(node, "beside"), "layout.beside",
            is_last ? "nothing stands beside the last block; delete \"beside\""
                    : "two blocks stand beside each other, not three, and on one page; delete one "
                      "\"beside\" or the \"page_break\"");
        return PP_USAGE;
    }
    return PP_OK;
}

/* A side column stands beside something, and within it are no halves. */
static enum pp_status check_columns(
    struct pp_run *run, const struct pp_layout *layout, const struct pp_yaml *blocks)
{
    const struct pp_yaml *node = blocks->first;
    bool main = false;
    for (size_t i = 0; i < layout->block_count && node; i++, node = node->next) {
        const struct pp_block *block = &layout->blocks[i];
        bool grouped = block->column != NULL;
        main = grouped && (main || strcmp(block->column, "main") == 0);
        if (!grouped || (main && !block->beside))
            continue;
        pp_yaml_report(
            run, PP_ERROR, pp_yaml_get(node, block->beside ? "beside" : "column"), "layout.column",
            block->beside
                ? "a block in a column has none beside it; delete \"beside\" or \"column\""
                : "a side column stands beside a main one; put blocks with \"column: main\" "
                  "before this one");
        return PP_USAGE;
    }
    return PP_OK;
}

/* What stands at an edge of the page stands beside nothing. */
static enum pp_status check_floats(
    struct pp_run *run, const struct pp_layout *layout, const struct pp_yaml *blocks)
{
    const struct pp_yaml *node = blocks->first;
    for (size_t i = 0; i < layout->block_count && node; i++, node = node->next) {
        const struct pp_block *block = &layout->blocks[i];
        bool second = i > 0 && layout->blocks[i - 1].beside;
        if (block->floating && block->turned) {
            pp_yaml_report(
                run, PP_ERROR, pp_yaml_get(node, "turned"), "layout.turned",
                "a turned block has pages of its own; delete \"turned\" or \"float\"");
            return PP_USAGE;
        }
        if ((!block->floating && !block->turned) || (!block->beside && !block->column && !second))
            continue;
        pp_yaml_report(
            run, PP_ERROR, pp_yaml_get(node, block->floating ? "float" : "turned"),
            block->floating ? "layout.float" : "layout.turned",
            block->floating
                ? "what stands at the edge of a page takes its whole width; delete \"float\", or "
                  "\"beside\" and \"column\""
                : "a turned block has pages of its own; delete \"turned\", or \"beside\" and "
                  "\"column\"");
        return PP_USAGE;
    }
    return PP_OK;
}

static enum pp_status check_blocks(
    struct pp_run *run, const struct pp_layout *layout, const struct pp_yaml *root)
{
    const struct pp_yaml *blocks = pp_yaml_get(root, "blocks");
    if (!blocks || blocks->kind != PP_YAML_LIST)
        return PP_OK;
    enum pp_status status = PP_OK;
    if (layout->block_count == 0) {
        pp_yaml_report(run, PP_ERROR, blocks, "layout.empty", "a layout needs one block at least");
        status = PP_USAGE;
    }
    for (const struct pp_yaml *block = blocks->first; block; block = block->next)
        if (check_block(run, block) != PP_OK)
            status = PP_USAGE;
    if (check_beside(run, layout, blocks) != PP_OK || check_columns(run, layout, blocks) != PP_OK ||
        check_floats(run, layout, blocks) != PP_OK)
        status = PP_USAGE;
    return status;
}

/* What a block names has to be there: it would be left out without a word. */
static enum pp_status check_names(
    struct pp_run *run, const struct pp_project *project, const struct pp_layout *layout,
    const struct pp_yaml *root)
{
    struct pp_checker checker = {.run = run, .project = project};
    const struct pp_yaml *node = pp_yaml_get(root, "blocks")->first;
    const char **frameworks =
        pp_arena_array(run->arena, project->framework_count + 1, sizeof *frameworks);
    const char **facts = pp_arena_array(run->arena, project->fact_count + 1, sizeof *facts);
    for (size_t i = 0; i < project->framework_count; i++)
        frameworks[i] = project->frameworks[i].id;
    for (size_t i = 0; i < project->fact_count; i++)
        facts[i] = project->facts[i].id;
    for (size_t i = 0; i < layout->block_count; i++, node = node->next) {
        const struct pp_block *block = &layout->blocks[i];
        if (block->framework && !is_listed(frameworks, block->framework))
            pp_check_unknown(
                &checker, pp_yaml_get(node, "framework"), "layout.no-framework", "framework",
                block->framework, frameworks);
        if (block->fact && !is_listed(facts, block->fact))
            pp_check_unknown(
                &checker, pp_yaml_get(node, "fact"), "layout.no-fact", "fact", block->fact, facts);
    }
    return checker.bad ? PP_USAGE : PP_OK;
}

/* A masthead stands where the running head would. */
static enum pp_status check_first_page(
    struct pp_run *run, const struct pp_layout *layout, const struct pp_yaml *root)
{
    static const char *const heads[] = {"masthead", "cover", "report_head", NULL};
    const struct pp_yaml *first = pp_yaml_get(root, "first_page");
    if (!layout->first_page.head || layout->block_count == 0 ||
        !is_listed(heads, layout->blocks[0].kind))
        return PP_OK;
    pp_yaml_report(
        run, PP_ERROR, pp_yaml_get(first, "head"), "layout.first-page",
        "the first page begins with a block of kind %s, where its head would stand; delete "
        "\"head\"",
        layout->blocks[0].kind);
    return PP_USAGE;
}

/* The text on a field is read, too. */
static enum pp_status check_field(
    struct pp_run *run, const struct pp_layout *layout, const struct pp_yaml *root)
{
    const struct pp_colour *colours = layout->styles->colours;
    const struct pp_yaml *text = pp_yaml_get(root, "field_text");
    double contrast = pp_contrast(
        colours[pp_tint_named(layout->field_text)], colours[pp_tint_named(layout->field)]);
    if (contrast >= 4.5 || (!pp_layout_has(layout, "masthead") && !pp_layout_has(layout, "cover")))
        return PP_OK;
    pp_yaml_report(
        run, PP_ERROR, text ? text : pp_yaml_get(root, "field"), "layout.contrast",
        "text in %s on a field of %s has a contrast of %.2f:1 and needs 4.5:1; choose the other of "
        "ink and white",
        layout->field_text, layout->field, floor(contrast * 100) / 100);
    return PP_USAGE;
}

static enum pp_status read_styles(
    struct pp_run *run, const struct pp_project *project, struct pp_layout *layout,
    const struct pp_yaml *root)
{
    const struct pp_yaml *where = pp_yaml_get(root, "styles");
    PP_TRY(pp_styles_load(run, project, where, layout->look, &layout->styles));
    return check_field(run, layout, root);
}

static enum pp_status read_layout(
    struct pp_run *run, const struct pp_project *project, const char *path, const char *name,
    struct pp_layout **out)
{
    struct pp_bytes bytes;
    struct pp_yaml *root = NULL;
    PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
    PP_TRY(pp_yaml_parse(run, run->arena, path, 1, bytes, &root));
    struct pp_hasher *hasher = pp_hasher_new();
    pp_hasher_add(hasher, bytes.data, bytes.size);
    struct pp_layout *layout = pp_arena_alloc(run->arena, sizeof *layout);
    enum pp_status status = pp_keys_read(run, run->arena, &pp_layout_keys, root, layout);
    if (check_blocks(run, layout, root) != PP_OK)
        status = PP_USAGE;
    if (status == PP_OK)
        status = check_first_page(run, layout, root);
    if (status == PP_OK && project)
        status = check_names(run, project, layout, root);
    layout->digest = pp_load_digest(run->arena, hasher);
    if (status == PP_OK)
        status = read_styles(run, project, layout, root);
    PP_TRY(status);
    layout->name = pp_arena_strdup(run->arena, name);
    *out = layout;
    return PP_OK;
}

bool pp_layout_has(const struct pp_layout *layout, const char *kind)
{
    for (size_t i = 0; i < layout->block_count; i++)
        if (pp_streq(layout->blocks[i].kind, kind))
            return true;
    return false;
}

/* Kept with the project, if it is of the same run: branches of it end sooner, and look only. */
static enum pp_status read_once(
    struct pp_run *run, const struct pp_project *project, const char *path, const char *name,
    struct pp_layout **out)
{
    struct pp_map *known = project ? project->layouts : NULL;
    PP_TRY(read_layout(run, project, path, name, out));
    if (known && known->arena == run->arena)
        pp_map_set(known, name, *out);
    return PP_OK;
}

enum pp_status pp_layout_load(
    struct pp_run *run, const struct pp_project *project, const char *name, struct pp_layout **out)
{
    struct pp_map *known = project ? project->layouts : NULL;
    struct pp_layout *layout = known ? pp_map_get(known, name) : NULL;
    if (layout) {
        *out = layout;
        return PP_OK;
    }
    struct pp_places places = pp_layout_places(run, project ? project->folder : NULL, "");
    const char *path = pp_places_find(run, &places, name);
    if (path)
        return read_once(run, project, path, name, out);
    const char *const *names = pp_places_list(run, &places);
    const char *nearest = pp_nearest(name, names);
    if (nearest)
        pp_error(
            run, PP_NOWHERE, "layout.none", "there is no layout \"%s\"; did you mean \"%s\"?", name,
            nearest);
    else
        pp_error(
            run, PP_NOWHERE, "layout.none", "there is no layout \"%s\"; there are %s", name,
            pp_words_join(run, names));
    return PP_USAGE;
}
