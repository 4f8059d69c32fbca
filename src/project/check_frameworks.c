#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "project/check.h"

static bool is_answer(const struct pp_framework *framework, const char *text)
{
    size_t sign = *text == '-';
    if (text[sign] == '\0' || strlen(text) > 5 ||
        strspn(text + sign, "0123456789") != strlen(text + sign))
        return false;
    long value = strtol(text, NULL, 10);
    return value >= framework->scale.min && value <= framework->scale.max;
}

static void check_scale(
    struct pp_checker *checker, const struct pp_framework *framework, const struct pp_yaml *node)
{
    const struct pp_yaml *scale = pp_check_at(node, "scale");
    int min = framework->scale.min, max = framework->scale.max;
    if (max <= min)
        pp_check_error(
            checker, pp_check_at(scale, "max"), "framework.scale",
            "the scale ends at %d, not above its start %d; write the lowest answer under \"min\" "
            "and the highest under \"max\"",
            max, min);
    else if (max - min + 1 > PP_LIMIT_SCALE)
        pp_check_error(
            checker, pp_check_at(scale, "max"), "framework.scale",
            "a scale has %d answers at most, this one has %d", PP_LIMIT_SCALE, max - min + 1);
    else if (framework->scale.top < min || framework->scale.top > max)
        pp_check_error(
            checker, pp_check_at(scale, "top"), "framework.scale",
            "\"top\" is %d, which is not an answer; write one from %d to %d", framework->scale.top,
            min, max);
    const struct pp_yaml *labels = pp_yaml_get(scale, "labels");
    for (const struct pp_yaml *label = labels ? labels->first : NULL; label; label = label->next)
        if (!is_answer(framework, label->key) && max > min)
            pp_check_error(
                checker, label, "framework.scale",
                "\"%s\" is not an answer; labels belong to the whole numbers from %d to %d",
                label->key, min, max);
}

/* Printing one word for two questions confuses readers; it is their language's fault or ours, so
 * only a warning. */
static void warn_same_labels(
    struct pp_checker *checker, const struct pp_framework *framework, const struct pp_yaml *node,
    const char *lang)
{
    struct pp_map seen;
    pp_map_init(&seen, checker->run->arena);
    for (size_t i = 0; i < framework->dimension_count; i++) {
        const struct pp_dimension *dimension = &framework->dimensions[i];
        const char *label = pp_i18n_find(&dimension->label, lang);
        if (!label || !dimension->code)
            continue;
        struct pp_map_entry *entry;
        const char *folded = pp_fold(checker->run->arena, label);
        entry = pp_map_entry(&seen, folded, strlen(folded));
        const struct pp_dimension *other = entry->value;
        if (other)
            pp_yaml_report(
                checker->run, PP_WARNING, node, "framework.same-label",
                "in the language \"%s\" the dimensions %s and %s of the framework %s are both "
                "printed as \"%s\"; give one of them another label, or readers cannot tell them "
                "apart",
                lang, other->code, dimension->code, framework->id ? framework->id : "", label);
        else
            entry->value = (void *)(uintptr_t)dimension;
    }
}

static void check_framework(struct pp_checker *checker, size_t index)
{
    const struct pp_project *project = checker->project;
    const struct pp_framework *framework = &project->frameworks[index];
    const struct pp_yaml *node = pp_check_item(checker, "frameworks", index);
    const struct pp_yaml *dimensions = pp_check_at(node, "dimensions");
    check_scale(checker, framework, node);
    if (framework->dimension_count == 0 && dimensions != node)
        pp_check_error(
            checker, dimensions, "framework.dimensions",
            "a framework needs one dimension at least");
    if (framework->dimension_count > PP_LIMIT_DIMENSIONS)
        pp_check_error(
            checker, dimensions, "framework.dimensions", "a framework has %d dimensions at most",
            PP_LIMIT_DIMENSIONS);
    for (size_t i = 0; i < project->languages.count; i++)
        warn_same_labels(checker, framework, dimensions, project->languages.items[i]);
}

void pp_check_frameworks(struct pp_checker *checker)
{
    for (size_t i = 0; i < checker->project->framework_count; i++)
        check_framework(checker, i);
}
