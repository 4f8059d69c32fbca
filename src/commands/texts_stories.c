/* Stories and ready tables of an issue: which segment of the translation belongs to which of the
 * source. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/story.h"
#include "pactpress/str.h"
#include "texts.h"

struct stories {
    struct pp_run *run;
    const struct pp_issue *issue;
    struct texts *texts;
    struct pp_story *heads; /* of the source's stories */
    size_t count;
};

/* --- Who wants it? */

static bool is_in_language(
    const struct texts *texts, const struct pp_output *output, const struct pp_city *city)
{
    const struct pp_strings *langs =
        output->langs.count > 0 ? &output->langs : &texts->project->languages;
    return pp_strings_have(langs, texts->lang) ||
           (city != NULL && pp_streq(city->lang, texts->lang) && pp_strings_have(langs, "home"));
}

/* In the bulletin of the project a story for all takes the slot, where there is one. */
static bool gives_way(const struct stories *stories, const struct pp_story *story)
{
    for (size_t i = 0; i < stories->count; i++)
        if (story->matter.cities.count > 0 && stories->heads[i].matter.cities.count == 0 &&
            story->matter.slot != NULL &&
            pp_streq(stories->heads[i].matter.slot, story->matter.slot))
            return true;
    return false;
}

static bool is_wanted_by(
    const struct stories *stories, const struct pp_story *story, const struct pp_output *output)
{
    const struct pp_project *project = stories->texts->project;
    if (stories->issue->layout != NULL && !pp_streq(stories->issue->layout, output->layout))
        return false;
    if (pp_streq(output->scope, "project"))
        return is_in_language(stories->texts, output, NULL) && !gives_way(stories, story);
    for (size_t i = 0; i < project->city_count; i++) {
        const struct pp_city *city = &project->cities[i];
        if ((output->cities.count == 0 || pp_strings_have(&output->cities, city->id)) &&
            pp_story_is_for(story, city->id) && is_in_language(stories->texts, output, city))
            return true;
    }
    return false;
}

/* Is the story printed in this language, and not said to be printed in another one? */
static bool is_wanted(const struct stories *stories, const struct pp_story *story)
{
    const struct pp_project *project = stories->texts->project;
    if (story->matter.untranslated.print_in != NULL)
        return false;
    for (size_t i = 0; i < project->output_count; i++)
        if (is_wanted_by(stories, story, &project->outputs[i]))
            return true;
    return false;
}

/* --- Which belongs to which? */

struct alignment {
    const struct texts *texts;
    const char *original;
    const struct pp_segments *from, *to;
    unsigned *cost;  /* [i * (to->count + 1) + k]: of what comes from i and k on */
    bool *made_from; /* [i * to->count + k]: to k is known to be made from i */
};

enum { GAP = 4, NEVER = 1000 };

static unsigned cost_of_pair(const struct alignment *at, size_t i, size_t k)
{
    if (at->made_from[i * at->to->count + k])
        return 0;
    return pp_streq(at->from->items[i].kind, at->to->items[k].kind) ? 1 : NEVER;
}

static void fill_costs(struct alignment *at)
{
    size_t width = at->to->count + 1;
    for (size_t i = at->from->count + 1; i-- > 0;)
        for (size_t k = at->to->count + 1; k-- > 0;) {
            size_t left = at->from->count - i, right = at->to->count - k;
            unsigned *cost = &at->cost[i * width + k];
            if (left == 0 || right == 0) {
                *cost = (unsigned)(left + right) * GAP;
                continue;
            }
            unsigned both = cost_of_pair(at, i, k) + at->cost[(i + 1) * width + k + 1];
            unsigned skip = at->cost[(i + 1) * width + k] + GAP;
            unsigned extra = at->cost[i * width + k + 1] + GAP;
            *cost = skip < extra ? skip : extra;
            *cost = both < *cost ? both : *cost;
        }
}

static const char *source_digest(struct pp_arena *arena, const struct pp_segment *segment)
{
    char *digest = pp_arena_alloc(arena, PP_TEXT_DIGEST);
    enum pp_coded_syntax syntax =
        segment->form == PP_SEGMENT_MARKDOWN ? PP_CODED_MARKDOWN : PP_CODED_PLAIN;
    pp_text_digest(pp_coded_canonical(arena, syntax, segment->text), digest);
    return digest;
}

static void mark_made_from(
    struct alignment *at, size_t i, const char *text, const char *const *digests)
{
    for (size_t k = 0; k < at->to->count; k++)
        if (pp_streq(digests[k], text))
            at->made_from[i * at->to->count + k] = true;
}

static void find_made_from(struct pp_arena *arena, struct alignment *at)
{
    const struct pp_translations *records = at->texts->records;
    const char **digests = pp_arena_array(arena, at->to->count + 1, sizeof *digests);
    for (size_t k = 0; k < at->to->count && records->count > 0; k++) {
        char *digest = pp_arena_alloc(arena, PP_TEXT_DIGEST);
        pp_text_digest(at->to->items[k].text, digest);
        digests[k] = digest;
    }
    for (size_t i = 0; i < at->from->count && records->count > 0; i++) {
        const char *source = source_digest(arena, &at->from->items[i]);
        for (size_t r = 0; r < records->count; r++)
            if (pp_streq(records->items[r].source, source) &&
                pp_streq(records->items[r].file, at->original))
                mark_made_from(at, i, records->items[r].text, digests);
    }
}

/* The cheapest way through both texts: pairs in order. Returns whether nothing is left over. */
static bool align(struct pp_arena *arena, struct alignment *at, const struct pp_segment **partners)
{
    size_t width = at->to->count + 1, i = 0, k = 0;
    bool parallel = at->from->count == at->to->count;
    at->cost = pp_arena_array(arena, (at->from->count + 1) * width, sizeof *at->cost);
    at->made_from = pp_arena_array(arena, at->from->count * width, sizeof *at->made_from);
    find_made_from(arena, at);
    fill_costs(at);
    while (i < at->from->count && k < at->to->count) {
        unsigned cost = at->cost[i * width + k];
        if (cost == cost_of_pair(at, i, k) + at->cost[(i + 1) * width + k + 1]) {
            partners[i++] = &at->to->items[k++];
        } else {
            parallel = false;
            if (cost == at->cost[(i + 1) * width + k] + GAP)
                i++;
            else
                k++;
        }
    }
    return parallel;
}

/* --- One file */

static void add_segment(
    struct stories *stories, const struct text_file *file, const struct pp_segment *segment,
    const struct pp_segment *partner, size_t number, bool wanted)
{
    struct pp_arena *arena = stories->run->arena;
    struct text text = {
        .id = pp_arena_printf(arena, "%zu", number),
        .note = segment->kind,
        .syntax = segment->form == PP_SEGMENT_MARKDOWN ? PP_CODED_MARKDOWN : PP_CODED_PLAIN,
        .source = segment->text,
        .target = partner != NULL ? partner->text : NULL,
        .where = pp_source_text_where(&file->from, segment->start),
        .required = wanted,
        .segment = segment,
        .to = partner};
    if (partner != NULL)
        text.where = pp_source_text_where(&file->to, partner->start);
    texts_add(stories->run, stories->texts, &text);
}

static enum pp_status find_file(
    struct stories *stories, const char *original, const char *translated, bool wanted)
{
    struct pp_run *run = stories->run;
    struct texts *texts = stories->texts;
    struct pp_segments *from = pp_arena_alloc(run->arena, sizeof *from);
    struct pp_segments *to = pp_arena_alloc(run->arena, sizeof *to);
    struct text_file *file = PP_PUSH(run->arena, &texts->files);
    file->kind = TEXTS_STORY;
    file->original = original;
    file->path = texts_path(run, texts->project, translated);
    file->first = texts->list.count;
    PP_TRY(pp_source_text_read(
        run, run->arena, texts_path(run, texts->project, original), &file->from));
    PP_TRY(pp_segments_find(run, run->arena, &file->from, from));
    if (pp_file_exists(file->path)) {
        PP_TRY(pp_source_text_read(run, run->arena, file->path, &file->to));
        PP_TRY(pp_segments_find(run, run->arena, &file->to, to));
    }
    if (from->count > PP_LIMIT_SEGMENTS || to->count > PP_LIMIT_SEGMENTS) {
        pp_error(
            run, ((struct pp_where){.file = file->path}), "translate.too-long",
            "A story of more than %d paragraphs cannot be translated by XLIFF; divide it.",
            PP_LIMIT_SEGMENTS);
        return PP_DATA;
    }
    const struct pp_segment **partners =
        pp_arena_array(run->arena, from->count + 1, sizeof *partners);
    struct alignment at = {.texts = texts, .original = original, .from = from, .to = to};
    struct pp_arena *scratch = pp_arena_new();
    file->parallel = align(scratch, &at, partners);
    pp_arena_free(scratch);
    for (size_t i = 0; i < from->count; i++)
        add_segment(
            stories, &texts->files.items[texts->files.count - 1], &from->items[i], partners[i],
            i + 1, wanted);
    return PP_OK;
}

/* A table of the source's folder goes before one of the issue's. */
static bool is_found(const struct texts *texts, const char *translated)
{
    for (size_t i = 0; i < texts->files.count; i++)
        if (pp_ends_with(texts->files.items[i].path, translated))
            return true;
    return false;
}

/* Does a story of the issue print this table in both languages? Where the translation names a table
 * of its own, there is nothing to translate. */
static bool is_printed(
    const struct texts *texts, size_t first_file, const char *table, struct pp_arena *arena)
{
    const char *words = pp_arena_printf(arena, "file: %s", table);
    for (size_t i = first_file; i < texts->files.count; i++) {
        const struct text_file *file = &texts->files.items[i];
        if (strstr(file->from.text, words) != NULL &&
            (file->to.text == NULL || strstr(file->to.text, words) != NULL))
            return true;
    }
    return false;
}

/* A table may say the same in every language, so none has to be translated. */
static enum pp_status find_tables(struct stories *stories, size_t first_file, const char *folder)
{
    struct pp_run *run = stories->run;
    char **names = NULL;
    size_t count = 0;
    const char *tables = pp_path_join(run->arena, folder, "tables");
    PP_TRY(pp_folder_list(
        run, run->arena, texts_path(run, stories->texts->project, tables), &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *translated = pp_arena_printf(
            run->arena, "content/%s/%s/tables/%s", stories->issue->id, stories->texts->lang,
            names[i]);
        const char *original = pp_path_join(run->arena, tables, names[i]);
        if (pp_ends_with(names[i], ".csv") && !is_found(stories->texts, translated) &&
            is_printed(stories->texts, first_file, names[i], run->arena))
            PP_TRY(find_file(stories, original, translated, false));
    }
    return PP_OK;
}

static enum pp_status read_heads(
    struct stories *stories, const char *folder, char *const *names, size_t count)
{
    stories->heads = pp_arena_array(stories->run->arena, count + 1, sizeof *stories->heads);
    for (size_t i = 0; i < count; i++) {
        if (!pp_ends_with(names[i], ".md"))
            continue;
        const char *path = texts_path(
            stories->run, stories->texts->project,
            pp_path_join(stories->run->arena, folder, names[i]));
        struct pp_story *head = &stories->heads[stories->count];
        PP_TRY(pp_story_head(stories->run, stories->run->arena, path, head));
        head->file = names[i];
        stories->count++;
    }
    return PP_OK;
}

bool texts_issue_is_wanted(const struct texts *texts, const struct pp_issue *issue)
{
    const struct stories stories = {.issue = issue, .texts = (struct texts *)(uintptr_t)texts};
    const struct pp_story any = {0};
    return is_wanted(&stories, &any);
}

enum pp_status texts_find_stories(
    struct pp_run *run, const struct pp_issue *issue, struct texts *texts)
{
    struct stories stories = {.run = run, .issue = issue, .texts = texts};
    char **names = NULL;
    size_t count = 0, first_file = texts->files.count;
    const char *all = pp_arena_printf(run->arena, "content/%s", issue->id);
    const char *folder = pp_path_join(run->arena, all, texts->from);
    PP_TRY(
        pp_folder_list(run, run->arena, texts_path(run, texts->project, folder), &names, &count));
    PP_TRY(read_heads(&stories, folder, names, count));
    for (size_t i = 0; i < stories.count; i++) {
        const char *file = stories.heads[i].file;
        const char *translated = pp_arena_printf(run->arena, "%s/%s/%s", all, texts->lang, file);
        bool wanted = is_wanted(&stories, &stories.heads[i]);
        if (wanted || pp_file_exists(texts_path(run, texts->project, translated)))
            PP_TRY(find_file(&stories, pp_path_join(run->arena, folder, file), translated, wanted));
    }
    PP_TRY(find_tables(&stories, first_file, folder));
    return find_tables(&stories, first_file, all);
}
