#include "pactpress/audit.h"

#include <string.h>

#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "audit_joint.h"
#include "audit_laws.h"
#include "audit_shown.h"

struct auditing {
    struct pp_run *run;
    struct pp_arena *arena;
    struct audit_figures figures;
    struct audit_events events;
    int64_t thresholds[2]; /* of persons, of respondents */
    size_t rounded;        /* figures */
    bool joint;            /* the figures are those of several editions */
    bool public;           /* the class */
    bool *told;            /* [figure] reported already */
    struct pp_audit *out;
};

/* The number behind `"key": ` in the manifest, or 0. */
static int64_t number_of(const char *manifest, const char *key)
{
    const char *at = strstr(manifest, key);
    int64_t number = 0;

    if (at == NULL)
        return 0;
    for (at += strlen(key); *at >= '0' && *at <= '9'; at++)
        number = 10 * number + (*at - '0');
    return number;
}

static void tell(
    struct auditing *a, const struct audit_figure *figure, const struct pp_attack_cell *cell,
    int64_t width)
{
    struct pp_where where = {.file = a->figures.path, .line = figure->line};

    if (cell->low == cell->high)
        pp_error(
            a->run, where, "audit.told",
            "The figure %s of %s is %s, and what %s tells it to the last person.", figure->address,
            figure->period, figure->rounded ? "rounded" : "withheld",
            a->joint ? "several editions say together" : "is published");
    else
        pp_error(
            a->run, where, "audit.told",
            "The figure %s of %s is withheld, and what %s tells it within %lld; less than %lld is "
            "too "
            "near.",
            figure->address, figure->period,
            a->joint ? "several editions say together" : "is published",
            (long long)(cell->high - cell->low), (long long)width);
}

static void judge(struct auditing *a, const struct audit_laws *laws)
{
    for (size_t c = 0; c < laws->attack.cells.count; c++) {
        const struct pp_attack_cell *cell = &laws->attack.cells.items[c];
        const struct audit_figure *figure = &a->figures.figures.items[laws->figure[c]];
        char guard = audit_laws_guard(figure);
        int64_t width = a->thresholds[guard == 'r'];
        if (!cell->hidden || guard == 0)
            continue;
        if (laws->end == AUDIT_LOW && !a->joint)
            a->out->attacked++;
        /* of a rounded one everybody knows it within 4: only to the last of a few it is told */
        if (figure->rounded && (cell->low != cell->high || cell->low == 0 || cell->low >= width))
            continue;
        if (cell->high == PP_ATTACK_OPEN || cell->high - cell->low >= width ||
            a->told[laws->figure[c]])
            continue;
        a->told[laws->figure[c]] = true;
        a->out->told++;
        tell(a, figure, cell, width);
    }
}

static enum pp_status attack_end(struct auditing *a, enum audit_end end)
{
    struct audit_laws laws = {
        .arena = a->arena, .figures = &a->figures, .events = &a->events, .end = end};

    if (a->joint)
        audit_laws_pose_joint(&laws);
    else
        audit_laws_pose(&laws);
    enum pp_status status = pp_attack_run(a->run, a->arena, &laws.attack);
    if (status == PP_OK)
        judge(a, &laws);
    /* High ends add up only where no withheld figure is a range; otherwise they tell nothing. */
    if (status == PP_DATA && end == AUDIT_HIGH)
        return PP_OK;
    if (status == PP_DATA && a->joint) {
        pp_note(
            a->run, ((struct pp_where){.file = a->figures.path}), "audit.corrected",
            "Data were corrected between these editions, so that they do not fit each other; what "
            "they tell together was searched for in their differences only.");
        return PP_OK;
    }
    if (status == PP_DATA)
        pp_error(
            a->run, ((struct pp_where){.file = a->figures.path}), "audit.contradiction",
            "The published figures contradict each other: nothing that could be withheld fits them "
            "all.");
    return status;
}

static enum pp_status attack(struct auditing *a)
{
    if (a->out->withheld + a->rounded == 0)
        return PP_OK;
    a->told = pp_arena_array(a->arena, a->figures.figures.count, sizeof *a->told);
    PP_TRY(attack_end(a, AUDIT_LOW));
    PP_TRY(attack_end(a, AUDIT_HIGH));
    return a->out->told > 0 ? PP_DATA : PP_OK;
}

static enum pp_status read_manifest(struct auditing *a, const char *path, const char **manifest)
{
    struct pp_bytes bytes;

    PP_TRY(pp_file_read(a->run, a->arena, path, 0, &bytes));
    *manifest = (const char *)bytes.data;
    a->public = strstr(*manifest, "\"class\": \"public\"") != NULL;
    a->thresholds[0] = number_of(*manifest, "\"threshold\": ");
    a->thresholds[1] = number_of(*manifest, "\"respondents\": ");
    if (a->thresholds[0] > 0 && a->thresholds[1] > 0)
        return PP_OK;
    pp_error(
        a->run, ((struct pp_where){.file = path}), "audit.manifest",
        "This manifest names no thresholds (`privacy`); it is not of this program.");
    return PP_DATA;
}

/* A project that rounds, rounds every count of persons, ends of ranges and zeros too. */
static void set_rounded(struct auditing *a, const char *manifest)
{
    a->figures.rounds = strstr(manifest, "\"suppression\": \"rounded to 5\"") != NULL;
    for (size_t i = 0; i < a->figures.figures.count && a->figures.rounds; i++) {
        struct audit_figure *figure = &a->figures.figures.items[i];
        figure->rounded = figure->known && audit_laws_guard(figure) == 'p';
        a->rounded += figure->rounded;
    }
}

static enum pp_status audit(struct auditing *a, const char *folder, enum pp_audit_reach reach)
{
    const char *manifest;

    PP_TRY(read_manifest(a, pp_path_join(a->arena, folder, "manifest.json"), &manifest));
    PP_TRY(audit_figures_read(
        a->run, a->arena, pp_path_join(a->run->arena, folder, "figures.csv"), &a->figures));
    set_rounded(a, manifest);
    PP_TRY(audit_events_read(a->run, a->arena, folder, manifest, &a->figures, &a->events));
    for (size_t i = 0; i < a->figures.figures.count; i++)
        a->out->withheld += a->figures.figures.items[i].hidden;
    if (reach == PP_AUDIT_FILES)
        PP_TRY(
            audit_shown_read(a->run, a->arena, folder, a->thresholds, &a->figures, &a->out->told));
    enum pp_status status = attack(a);
    return status == PP_OK && a->out->told > 0 ? PP_DATA : status;
}

enum pp_status pp_audit_folder(
    struct pp_run *run, struct pp_arena *arena, const char *folder, enum pp_audit_reach reach,
    struct pp_audit *out)
{
    struct auditing a = {.run = run, .arena = arena, .out = out};

    *out = (struct pp_audit){0};
    return audit(&a, folder, reach);
}

static enum pp_status audit_joint(
    struct auditing *a, const struct audit_figures *editions, size_t count)
{
    size_t told = a->out->told;

    a->joint = true;
    audit_joint_differences(a->run, editions, count, a->thresholds, &a->out->told);
    audit_joint_merge(a->arena, editions, count, &a->figures);
    enum pp_status status = attack(a);
    return status == PP_OK && a->out->told > told ? PP_DATA : status;
}

enum pp_status pp_audit_folders(
    struct pp_run *run, struct pp_arena *arena, char *const *folders, size_t count,
    struct pp_audit *out)
{
    struct auditing a = {.run = run, .arena = arena, .out = out};
    struct audit_figures *editions = pp_arena_array(arena, count, sizeof *editions);
    enum pp_status worst = PP_OK, status;
    size_t read = 0;

    *out = (struct pp_audit){0};
    for (size_t i = 0; i < count; i++) {
        status = audit(&a, folders[i], PP_AUDIT_FILES);
        if (status != PP_OK && status != PP_DATA)
            return status;
        worst = status != PP_OK ? status : worst;
        if (a.public && a.figures.figures.count > 0)
            editions[read++] = a.figures;
        a.figures = (struct audit_figures){0};
    }
    if (read < 2)
        return worst;
    status = audit_joint(&a, editions, read);
    return status != PP_OK ? status : worst;
}
