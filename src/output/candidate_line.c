#include "candidate_line.h"

#include <string.h>

static void append(struct pp_str *out, const char *text)
{
    for (; text && *text; text++)
        if (*text == '\t' || *text == '\n' || *text == '%')
            pp_str_printf(out, "%%%02X", (unsigned char)*text);
        else
            pp_str_append_char(out, *text);
}

void candidate_line(struct pp_str *out, const char *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            pp_str_append_char(out, '\t');
        append(out, fields[i]);
    }
    pp_str_append_char(out, '\n');
}

static void decode(char *text)
{
    char *to = text;
    for (; *text; text++) {
        if (strncmp(text, "%09", 3) == 0)
            *to++ = '\t';
        else if (strncmp(text, "%0A", 3) == 0)
            *to++ = '\n';
        else if (strncmp(text, "%25", 3) == 0)
            *to++ = '%';
        else {
            *to++ = *text;
            continue;
        }
        text += 2;
    }
    *to = 0;
}

size_t candidate_fields(char *line, char *fields[CANDIDATE_FIELDS])
{
    size_t count = 0;
    for (char *next = line; next; line = next) {
        next = strchr(line, '\t');
        if (next)
            *next++ = 0;
        decode(line);
        if (count < CANDIDATE_FIELDS)
            fields[count] = line;
        count++;
    }
    return count;
}
