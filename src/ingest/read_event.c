/* A row of an events list. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/reader.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"
#include "pactpress/web.h"

static const char *text_or_null(struct pp_reader *r, enum pp_field field)
{
    const char *text = pp_cell(r, field);
    return pp_value_is_blank(text) ? NULL : text;
}

/* Cells of `text:<lang>` or `who:<lang>` columns; the plain column serves every language. */
static struct pp_i18n texts_of(struct pp_reader *r, enum pp_field field)
{
    struct pp_i18n texts = {0};
    for (size_t c = 0; c < r->source->column_count; c++) {
        if (r->wanted->fields[c] != field)
            continue;
        const char *text = pp_cell_at(r, c);
        if (text[0] == '\0')
            continue;
        struct pp_i18n_entry *entry = PP_PUSH(r->scratch, &texts);
        entry->lang = pp_field_detail(r->source->columns[c].field);
        entry->text = text;
        entry->where = pp_table_where(r->table, &r->row, r->table->columns.at[c]);
    }
    const char *constant = r->wanted->constants[field];
    if (texts.count == 0 && constant != NULL)
        *(struct pp_i18n_entry *)PP_PUSH(r->scratch, &texts) =
            (struct pp_i18n_entry){.lang = "", .text = constant};
    return texts;
}

static const char *mode_of(struct pp_reader *r)
{
    static const char *const words[][2] = {
        {"onsite", "onsite"},     {"on-site", "onsite"},     {"on site", "onsite"},
        {"in person", "onsite"},  {"in presenza", "onsite"}, {"klatiene", "onsite"},
        {"pa plats", "onsite"},   {"online", "online"},      {"virtual", "online"},
        {"tiessaiste", "online"}, {"hybrid", "hybrid"},      {"ibrido", "hybrid"},
        {"hibrids", "hybrid"}};
    const char *text = pp_cell(r, PP_FIELD_MODE);
    for (size_t i = 0; text[0] != '\0' && i < sizeof words / sizeof *words; i++)
        if (pp_fold_equal(text, words[i][0]))
            return words[i][1];
    return NULL;
}

/* Planned: it says so, or it has not begun by the day of the run. */
static bool read_planned(struct pp_reader *r, struct pp_event_record *event)
{
    const char *text = pp_cell(r, PP_FIELD_PLANNED);
    event->planned = event->first > r->in->today;
    enum pp_reading reading = pp_value_bool(text, &event->planned);
    if (reading != PP_READ_WRONG)
        return true;
    pp_hold_back(r, PP_FIELD_PLANNED, "bad-yes-no", text, "this is neither yes nor no");
    return false;
}

static bool read_count(struct pp_reader *r, struct pp_event_record *event)
{
    event->count = (struct pp_count){.state = PP_COUNT_NONE};
    if (!pp_has_cell(r, PP_FIELD_COUNT) || event->planned)
        return true;
    return pp_row_count(r, PP_FIELD_COUNT, &event->count);
}

static bool read_link(struct pp_reader *r, struct pp_event_record *event)
{
    event->link = text_or_null(r, PP_FIELD_LINK);
    if (event->link == NULL || pp_is_url(event->link))
        return true;
    pp_hold_back(
        r, PP_FIELD_LINK, "bad-link", event->link, "this is no web address such as https://...");
    return false;
}

enum pp_verdict pp_read_event(struct pp_reader *r)
{
    struct pp_event_record event = {.origin = r->finding->origin};
    event.id = pp_cell(r, PP_FIELD_ID);
    if (event.id[0] == '\0')
        return pp_hold_back(r, PP_FIELD_ID, "no-id", NULL, "the event has no id");
    if (!pp_row_days(r, &event.first, &event.last) ||
        !pp_row_cities(r, &event.cities, &event.city_count))
        return PP_ROW_HELD_BACK;
    if (event.city_count == 0)
        return pp_hold_back(r, PP_FIELD_CITIES, "no-city", NULL, "no city is named");
    if (!pp_row_in_project(r, event.first, event.cities, event.city_count) ||
        !read_planned(r, &event) || !read_count(r, &event) || !read_link(r, &event))
        return PP_ROW_HELD_BACK;
    event.partners = text_or_null(r, PP_FIELD_PARTNERS);
    event.mode = mode_of(r);
    event.evidence = text_or_null(r, PP_FIELD_EVIDENCE);
    event.what = texts_of(r, PP_FIELD_TEXT);
    event.who = texts_of(r, PP_FIELD_WHO);
    if (pp_reader_broken(r))
        return PP_ROW_HELD_BACK;
    event.type = pp_row_type(r);
    r->finding->record = pp_arena_memdup(r->scratch, &event, sizeof event);
    return PP_ROW_USED;
}
