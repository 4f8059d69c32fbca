/* Codes of languages (BCP 47 over ISO 639) and countries (ISO 3166-1). Private to the folder. */
#ifndef PROJECT_CODES_H
#define PROJECT_CODES_H

#include <stdbool.h>

/* "lv", "pt-BR", "sr-Latn", "kmr": a two-letter code of ISO 639-1 or any three letters, then
 * subtags. */
bool pp_is_lang(const char *tag);
/* Two capital letters of ISO 3166-1, or XK. */
bool pp_is_country(const char *code);
/* Lower-case letters, digits, - and _, starting with a letter or digit. */
bool pp_is_id(const char *text);
/* The shape of a figure address: measure[key=value, ...]; says nothing about whether it exists. */
bool pp_is_address(const char *text);

#endif
