/* YAML of any shape, read as a project, a layout, front matter and a catalogue: whatever it holds,
 * there is a tree or a message, and every message points into the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/keys.h"
#include "pactpress/run.h"
#include "pactpress/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_messages(const struct pp_run *run, size_t size)
{
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(run, i)) != NULL; i++)
        if (diag->where.line > size + 2 || diag->where.col > size + 2 || diag->sentence == NULL)
            abort();
}

static size_t count_nodes(const struct pp_yaml *node, size_t depth)
{
    if (depth > 64)
        abort();
    size_t count = 1, children = 0;
    for (const struct pp_yaml *child = node->first; child; child = child->next, children++)
        count += count_nodes(child, depth + 1);
    if (children != node->count || count != node->weight)
        abort();
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_yaml *root = NULL;
    struct pp_bytes bytes = {data, size};
    if (pp_yaml_parse(run, run->arena, "f.yaml", 1, bytes, &root) != PP_OK) {
        if (pp_diag_count(run, PP_ERROR) == 0)
            abort();
    } else {
        count_nodes(root, 0);
        for (const struct pp_keys_root *kind = pp_keys_roots; kind->name; kind++) {
            size_t before = pp_diag_count(run, PP_ERROR);
            void *target = pp_arena_alloc(run->arena, kind->set->size);
            enum pp_status status = pp_keys_read(run, run->arena, kind->set, root, target);
            if ((status == PP_OK) != (pp_diag_count(run, PP_ERROR) == before))
                abort();
        }
    }
    check_messages(run, size);
    pp_run_free(run);
    return 0;
}
