/* A row of an assessment: one answer (long form), or one respondent's answers (wide form). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/reader.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

/* Numbers in a map of pointers: 0 is "not there", so answers are stored moved. */
enum { ANSWER_SHIFT = 1 << 20, TWO_ANSWERS = 1 };

static void learn_label(struct pp_map *words, const char *folded, int answer)
{
    struct pp_map_entry *entry = pp_map_entry(words, folded, strlen(folded));
    intptr_t value = answer + ANSWER_SHIFT, known = (intptr_t)entry->value;
    entry->value = (void *)(known == 0 || known == value ? value : TWO_ANSWERS);
}

const struct pp_map *pp_scale_words(struct pp_arena *arena, const struct pp_framework *framework)
{
    struct pp_map *words = pp_arena_alloc(arena, sizeof *words);
    const struct pp_map *labels = &framework->scale.labels;
    pp_map_init(words, arena);
    for (size_t i = 0; i < labels->count; i++) {
        const struct pp_i18n *texts = labels->entries[i].value;
        int answer = (int)strtol(labels->entries[i].key, NULL, 10);
        for (size_t n = 0; n < texts->count; n++)
            learn_label(words, pp_fold(arena, texts->items[n].text), answer);
    }
    return words;
}

static bool read_label(
    struct pp_reader *r, size_t column, const char *text, struct pp_answer_record *answer)
{
    intptr_t known = (intptr_t)pp_map_get(r->scale_words, pp_fold(r->scratch, text));
    if (known == 0) {
        pp_hold_back_at(
            r, column, "bad-score", text, "this is neither a number nor a label of the scale");
        return false;
    }
    if (known == TWO_ANSWERS) {
        pp_hold_back_at(
            r, column, "ambiguous-score", text, "this label stands for two answers of the scale");
        return false;
    }
    answer->state = PP_ANSWER_SCORE;
    answer->score2 = (int)(known - ANSWER_SHIFT) * 2;
    return true;
}

static bool check_scale(
    struct pp_reader *r, size_t column, const char *text, const struct pp_answer_record *answer)
{
    const struct pp_framework *framework = r->framework;
    bool off =
        answer->score2 < framework->scale.min * 2 || answer->score2 > framework->scale.max * 2;
    bool half = answer->score2 % 2 != 0 && !framework->scale.half_points;
    if (!off && !half)
        return true;
    pp_hold_back_at(
        r, column, off ? "off-scale" : "half-point", text,
        off ? "the scale goes from %d to %d" : "the scale from %d to %d has no half points",
        framework->scale.min, framework->scale.max);
    return false;
}

/* One cell as an answer; false: the row is held back. */
static bool read_answer(
    struct pp_reader *r, size_t column, const char *text, struct pp_answer_record *answer)
{
    bool fraction = false;
    answer->score2 = 0;
    answer->state = PP_ANSWER_NOT_APPLICABLE;
    if (text[0] != '\0' && pp_text_in(&r->framework->scale.not_applicable, text))
        return true;
    answer->state = PP_ANSWER_MISSING;
    if (text[0] == '\0' || pp_text_in(&r->source->missing, text))
        return true;
    enum pp_reading reading =
        pp_value_score2(text, r->decimal, r->framework->scale.max, &answer->score2, &fraction);
    if (reading == PP_READ_BLANK)
        return true;
    if (reading == PP_READ_OK) {
        answer->state = PP_ANSWER_SCORE;
        return check_scale(r, column, text, answer);
    }
    if (reading == PP_READ_AMBIGUOUS)
        pp_hold_back_at(
            r, column, "ambiguous-number", text,
            "the mark can set thousands apart or decimals; write `decimal:` in the source");
    else if (fraction)
        pp_hold_back_at(r, column, "half-point", text, "the scale has no such point");
    else
        return read_label(r, column, text, answer);
    return false;
}

/* The respondent of a questionnaire: by record, else by person, else the row itself. */
static struct pp_person respondent_of(struct pp_reader *r)
{
    const char *respondent = pp_cell(r, PP_FIELD_RESPONDENT);
    const char *record = respondent[0] != '\0' ? respondent : pp_cell(r, PP_FIELD_RECORD);
    struct pp_person person;
    char *identity = NULL;
    if (record[0] != '\0')
        identity = pp_arena_printf(r->scratch, "%s\nrecord\n%s", r->source->id, record);
    else if (pp_row_person(r, &person)) {
        char hex[2 * sizeof person.hash + 1];
        pp_hex(person.hash, sizeof person.hash, hex);
        identity = pp_arena_printf(r->scratch, "%s\nperson\n%s", r->source->id, hex);
    } else {
        identity = pp_arena_printf(
            r->scratch, "%s\nrow\n%s\n%zu", r->source->id, r->table->path, r->row.span.line);
    }
    return pp_persons_hash(r->persons, "respondent", identity);
}

/* The label fits two dimensions: said once per file, with both codes. */
static void refuse_label(
    struct pp_reader *r, const char *label, const struct pp_dimension *const found[2])
{
    const char *key = pp_arena_printf(r->scratch, "dimension:%s:%s", r->table->path, label);
    pp_hold_back(
        r, PP_FIELD_DIMENSION, "ambiguous-dimension", label,
        "this label fits two dimensions, %s and %s", found[0]->code, found[1]->code);
    pp_notice(
        r,
        (struct pp_notice){
            .key = key,
            .error = true,
            .rule = "assessment.ambiguous-label",
            .where = pp_cell_where(r, PP_FIELD_DIMENSION)},
        "\"%s\" fits two dimensions of framework %s: %s and %s. Let the column hold their "
        "codes "
        "or questions, map the text in its `values:`, or name columns by `dimension:<code>`.",
        label, r->framework->id, found[0]->code, found[1]->code);
}

static const struct pp_dimension *read_dimension(struct pp_reader *r)
{
    const char *dimension = pp_cell(r, PP_FIELD_DIMENSION);
    const char *label = dimension[0] != '\0' ? dimension : pp_cell(r, PP_FIELD_QUESTION);
    const struct pp_dimension *found[2] = {NULL, NULL};
    if (label[0] == '\0') {
        pp_hold_back(r, PP_FIELD_DIMENSION, "no-dimension", NULL, "no dimension is named");
        return NULL;
    }
    size_t count = pp_framework_match(r->framework, label, found, 2);
    if (count == 1)
        return found[0];
    if (count > 1)
        refuse_label(r, label, found);
    else
        pp_hold_back(
            r, PP_FIELD_DIMENSION, "unknown-dimension", label,
            "framework %s has no dimension with this code, label or question", r->framework->id);
    return NULL;
}

/* All answers of the row, checked before the first is handed over: a row is used whole or not. */
static size_t read_all(
    struct pp_reader *r, const struct pp_answer_record *common, struct pp_answer_record *answers)
{
    size_t count = 0;
    for (size_t c = 0; c < r->source->column_count; c++) {
        const char *code = pp_field_detail(r->source->columns[c].field);
        if (r->wanted->fields[c] != PP_FIELD_DIMENSION || code[0] == '\0')
            continue;
        struct pp_answer_record *answer = &answers[count++];
        *answer = *common;
        answer->dimension = pp_framework_dimension(r->framework, code);
        if (!read_answer(r, c, pp_cell_at(r, c), answer))
            return 0;
    }
    if (count > 0)
        return count;
    answers[0] = *common;
    answers[0].dimension = read_dimension(r);
    size_t column = r->wanted->by_field[PP_FIELD_SCORE];
    bool good = answers[0].dimension != NULL &&
                read_answer(r, column, pp_cell(r, PP_FIELD_SCORE), &answers[0]);
    return good ? 1 : 0;
}

enum pp_verdict pp_read_answers(struct pp_reader *r)
{
    struct pp_answer_record common = {.origin = r->finding->origin, .framework = r->framework};
    struct pp_answer_record *answers =
        pp_arena_array(r->scratch, r->source->column_count + 1, sizeof *answers);
    const size_t *cities = NULL;
    size_t city_count = 0;
    if (pp_row_not_submitted(r))
        return pp_exclude(r, "not-submitted");
    if (!pp_row_day(r, PP_FIELD_DATE, &common.day) || !pp_row_cities(r, &cities, &city_count))
        return PP_ROW_HELD_BACK;
    if (city_count != 1)
        return pp_hold_back(
            r, PP_FIELD_CITY, "no-city", NULL, "an answer belongs to one city, here are %zu",
            city_count);
    if (!pp_row_in_project(r, common.day, cities, 1))
        return PP_ROW_HELD_BACK;
    common.city = cities[0];
    common.respondent = respondent_of(r);
    size_t count = read_all(r, &common, answers);
    if (count == 0 || pp_reader_broken(r))
        return PP_ROW_HELD_BACK;
    r->finding->record = answers;
    r->finding->records = count;
    return PP_ROW_USED;
}
