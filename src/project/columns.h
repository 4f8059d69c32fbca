/* `columns:` of a source: which column of the file fills which field. Private to the folder. */
#ifndef PROJECT_COLUMNS_H
#define PROJECT_COLUMNS_H

#include <stdbool.h>

#include "pactpress/project.h"
#include "pactpress/yaml.h"

/* NULL-terminated names of the fields that a kind of source knows. Fields with a part behind a
 * colon
 * ("dimension:impact", "text:lv") stand here by their first part. */
const char *const *pp_source_fields(enum pp_source_kind kind);
bool pp_source_has_field(enum pp_source_kind kind, const char *field);
/* Any kind has it. */
bool pp_is_source_field(const char *field);

/* Readers for the key tables: a source's columns, checked against its kind, and a preset's. The
 * target is the whole struct pp_source: statuses and roles are collected in it. */
enum pp_status pp_columns_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *source) PP_CHECK;
enum pp_status pp_columns_read_preset(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *source) PP_CHECK;

extern const char pp_columns_form[], pp_columns_schema[];

#endif
