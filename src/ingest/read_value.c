/* A row of ready figures (with where they come from) or of declared ones (with their document). */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/reader.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

static const char *text_or_null(struct pp_reader *r, enum pp_field field)
{
    const char *text = pp_cell(r, field);
    return text[0] != '\0' ? text : NULL;
}

/* "54", "54,5 %", "c. 40", "20-30", or blank: unknown. */
static bool read_value(struct pp_reader *r, struct pp_value_record *record)
{
    const char *text = pp_cell(r, PP_FIELD_VALUE);
    struct pp_number number;
    size_t length = strlen(text);
    if (length > 1 && text[length - 1] == '%') {
        while (length > 1 && strchr("% ", text[length - 1]) != NULL)
            length--;
        if (length > 2 && memcmp(text + length - 2, "\xC2\xA0", 2) == 0)
            length -= 2;
        else if (length > 3 && memcmp(text + length - 3, "\xE2\x80\xAF", 3) == 0)
            length -= 3;
        if (record->unit == NULL)
            record->unit = "percent";
    }
    enum pp_reading reading =
        pp_value_number(pp_arena_strndup(r->scratch, text, length), r->decimal, &number);
    if (reading == PP_READ_OK && number.decimals <= 9) {
        record->decimals = number.decimals;
        record->value = (struct pp_count){PP_COUNT_EXACT, number.mantissa, number.mantissa};
        return true;
    }
    return pp_row_count(r, PP_FIELD_VALUE, &record->value);
}

static bool read_days(struct pp_reader *r, struct pp_value_record *record)
{
    record->day = record->retrieved = PP_NO_DAY;
    if (text_or_null(r, PP_FIELD_RETRIEVED) != NULL &&
        !pp_row_day(r, PP_FIELD_RETRIEVED, &record->retrieved))
        return false;
    if (record->declared || text_or_null(r, PP_FIELD_DATE) != NULL)
        return pp_row_day(r, PP_FIELD_DATE, &record->day) &&
               (!record->declared || pp_row_in_project(r, record->day, NULL, 0));
    record->day = record->retrieved;
    return true;
}

enum pp_verdict pp_read_value(struct pp_reader *r)
{
    struct pp_value_record record = {.origin = r->finding->origin};
    record.declared = r->source->kind == PP_SOURCE_DECLARED;
    record.address = pp_cell(r, PP_FIELD_ADDRESS);
    record.unit = text_or_null(r, PP_FIELD_UNIT);
    record.publisher = text_or_null(r, PP_FIELD_PUBLISHER);
    record.year = text_or_null(r, PP_FIELD_YEAR);
    record.url = text_or_null(r, PP_FIELD_URL);
    record.licence = text_or_null(r, PP_FIELD_LICENCE);
    record.document = text_or_null(r, PP_FIELD_DOCUMENT);
    if (record.address[0] == '\0')
        return pp_hold_back(r, PP_FIELD_ADDRESS, "no-address", NULL, "the figure has no address");
    if (!read_value(r, &record) || !read_days(r, &record) || pp_reader_broken(r))
        return PP_ROW_HELD_BACK;
    r->finding->record = pp_arena_memdup(r->scratch, &record, sizeof record);
    return PP_ROW_USED;
}
