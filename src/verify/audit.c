#include "pactpress/audit.h"

#include <string.h>

#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "audit_joint.h"
#include "audit_laws.h"
#include "audit_shown.h"

/* A withheld figure that is told. */
struct finding {
    const struct audit_figure *figure;
    int64_t low, high, width;
};

struct findings {
    struct finding *items;
    size_t count, capacity;
};

struct auditing {
    struct pp_run *run;
    struct pp_arena *arena;
    struct audit_figures figures;
    struct audit_events events;
    int64_t thresholds[2]; /* of persons, of respondents */
    bool joint;            /* the figures are those of several editions */
    bool newest;           /* of what they say together, only what the last one adds is asked */
    bool in_time;          /* the last one is of the last period */
    bool public;           /* the class */
    bool *told;            /* [figure] found already */
    struct findings findings;
    size_t misfits, left; /* counts that were not asked about, see attack.h */
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

static void tell(struct auditing *a, const struct finding *finding)
{
    const struct audit_figure *figure = finding->figure;
    struct pp_where where = {.file = a->figures.path, .line = figure->line};

    if (finding->low == finding->high)
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
            (long long)(finding->high - finding->low), (long long)finding->width);
}

static void judge(struct auditing *a, const struct audit_laws *laws)
{
    for (size_t c = 0; c < laws->attack.cells.count; c++) {
        const struct pp_attack_cell *cell = &laws->attack.cells.items[c];
        const struct audit_figure *figure = &a->figures.figures.items[laws->figure[c]];
        char guard = audit_laws_guard(figure);
        int64_t width = a->thresholds[guard == 'r'];
        if (!cell->hidden || !cell->asked || guard == 0)
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
        *(struct finding *)PP_PUSH(a->arena, &a->findings) =
            (struct finding){figure, cell->low, cell->high, width};
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
    laws.attack.forgiving = a->joint;
    laws.attack.only_fresh = a->newest;
    laws.attack.most_work = a->newest ? PP_LIMIT_AUDIT_WORK : 0;
    enum pp_status status = pp_attack_run(a->run, a->arena, &laws.attack);
    if (status == PP_OK)
        judge(a, &laws);
    /* High ends add up only where no withheld figure is a range; otherwise they tell nothing. */
    if (status == PP_DATA && end == AUDIT_HIGH)
        return PP_OK;
    if (status == PP_DATA)
        pp_error(
            a->run, ((struct pp_where){.file = a->figures.path}), "audit.contradiction",
            "The published figures contradict each other: nothing that could be withheld fits them "
            "all.");
    if (end == AUDIT_LOW) {
        a->misfits = laws.attack.misfits;
        a->left = laws.attack.left;
    }
    return status;
}

static bool has_secrets(const struct audit_figures *figures)
{
    for (size_t i = 0; i < figures->figures.count; i++)
        if (figures->figures.items[i].hidden || figures->figures.items[i].rounded)
            return true;
    return false;
}

/* Both ends. What is found is neither reported nor counted yet. */
static enum pp_status find(struct auditing *a)
{
    a->findings = (struct findings){0};
    if (!has_secrets(&a->figures))
        return PP_OK;
    a->told = pp_arena_array(a->arena, a->figures.figures.count, sizeof *a->told);
    PP_TRY(attack_end(a, AUDIT_LOW));
    return attack_end(a, AUDIT_HIGH);
}

static enum pp_status attack(struct auditing *a)
{
    PP_TRY(find(a));
    for (size_t i = 0; i < a->findings.count; i++)
        tell(a, &a->findings.items[i]);
    a->out->told += a->findings.count;
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
static void set_rounded(struct audit_figures *figures)
{
    for (size_t i = 0; i < figures->figures.count && figures->rounds; i++) {
        struct audit_figure *figure = &figures->figures.items[i];
        figure->rounded = figure->known && audit_laws_guard(figure) == 'p';
    }
}

static enum pp_status audit(struct auditing *a, const char *folder, bool all_files)
{
    const char *manifest;

    PP_TRY(read_manifest(a, pp_path_join(a->arena, folder, "manifest.json"), &manifest));
    PP_TRY(audit_figures_read(
        a->run, a->arena, pp_path_join(a->run->arena, folder, "figures.csv"), &a->figures));
    a->figures.rounds = strstr(manifest, "\"suppression\": \"rounded to 5\"") != NULL;
    set_rounded(&a->figures);
    PP_TRY(audit_events_read(a->run, a->arena, folder, manifest, &a->figures, &a->events));
    for (size_t i = 0; i < a->figures.figures.count; i++)
        a->out->withheld += a->figures.figures.items[i].hidden;
    if (all_files)
        PP_TRY(
            audit_shown_read(a->run, a->arena, folder, a->thresholds, &a->figures, &a->out->told));
    enum pp_status status = attack(a);
    return status == PP_OK && a->out->told > 0 ? PP_DATA : status;
}

/* Where the data were corrected between editions, they do not fit each other; and the work has an
 * end. Neither goes unsaid. */
static void tell_limits(const struct auditing *a)
{
    struct pp_where where = {.file = a->figures.path};

    if (a->misfits > 0)
        pp_note(
            a->run, where, "audit.corrected",
            "Data were corrected between these editions, so that %zu withheld counts and what "
            "hangs together with them do not fit each other; what they tell together was searched "
            "for in the differences of editions only.",
            a->misfits);
    if (a->left > 0)
        pp_note(
            a->run, where, "audit.work",
            "The attack on all editions together ended after %llu cells in questions; about %zu "
            "withheld counts it did not ask.",
            (unsigned long long)PP_LIMIT_AUDIT_WORK, a->left);
}

/* Forgets what the editions before the last one told already: nothing that is made now helps. */
static enum pp_status forget_old(struct auditing *a, struct audit_figures *editions, size_t count)
{
    struct auditing before = *a;
    struct findings found = a->findings;

    if (found.count == 0 || count < 3)
        return PP_OK;
    before.newest = false;
    audit_joint_merge(a->arena, editions, count - 1, &before.figures);
    PP_TRY(find(&before));
    a->findings.count = 0;
    for (size_t i = 0; i < found.count; i++) {
        const struct audit_figure *figure = found.items[i].figure;
        bool old = false;
        for (size_t k = 0; k < before.findings.count && !old; k++) {
            const struct audit_figure *was = before.findings.items[k].figure;
            old = pp_streq(was->address, figure->address) && pp_streq(was->period, figure->period);
        }
        if (!old)
            a->findings.items[a->findings.count++] = found.items[i];
    }
    return PP_OK;
}

/* Who publishes in the order of time can still withhold more. Where a period is published late,
 * what is out may leave no room for it: nothing can be taken back, and it is said. */
static void warn_narrow(const struct auditing *a, const struct finding *finding)
{
    pp_warn(
        a->run, ((struct pp_where){.file = a->figures.path, .line = finding->figure->line}),
        "audit.narrow",
        "The figure %s of %s is withheld, and what all editions say together narrows it to less "
        "than %lld.",
        finding->figure->address, finding->figure->period, (long long)finding->width);
}

/* Tells what was found; true when it is an error. */
static bool tell_together(struct auditing *a, const struct finding *finding)
{
    if (a->newest && !a->in_time && finding->low != finding->high) {
        warn_narrow(a, finding);
        return false;
    }
    tell(a, finding);
    return true;
}

/* What the editions say together; with `newest`, what the last of them adds. */
static enum pp_status audit_joint(struct auditing *a, struct audit_figures *editions, size_t count)
{
    size_t told = a->out->told;

    a->joint = true;
    audit_joint_differences(
        a->run, editions, a->newest ? count - 1 : 1, count, a->thresholds, &a->out->told);
    for (size_t i = 0; i < editions[count - 1].figures.count; i++)
        editions[count - 1].figures.items[i].fresh = a->newest;
    audit_joint_merge(a->arena, editions, count, &a->figures);
    PP_TRY(find(a));
    if (a->newest)
        PP_TRY(forget_old(a, editions, count));
    for (size_t i = 0; i < a->findings.count; i++)
        a->out->told += tell_together(a, &a->findings.items[i]);
    tell_limits(a);
    return a->out->told > told ? PP_DATA : PP_OK;
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
        status = audit(&a, folders[i], true);
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

enum pp_status pp_audit_candidate(
    struct pp_run *run, struct pp_arena *arena, const char *folder,
    const struct pp_audit_edition *earlier, size_t count, struct pp_audit *out)
{
    struct auditing a = {.run = run, .arena = arena, .out = out};
    struct audit_figures *editions = pp_arena_array(arena, count + 1, sizeof *editions);

    *out = (struct pp_audit){0};
    PP_TRY(audit(&a, folder, false));
    for (size_t i = 0; i < count; i++) {
        PP_TRY(audit_figures_parse(run, arena, earlier[i].name, earlier[i].figures, &editions[i]));
        editions[i].rounds = a.figures.rounds;
        set_rounded(&editions[i]);
    }
    editions[count] = a.figures;
    a.newest = true;
    a.in_time = audit_periods_in_time(editions, count + 1);
    return count > 0 && editions[count].figures.count > 0 ? audit_joint(&a, editions, count + 1)
                                                          : PP_OK;
}
