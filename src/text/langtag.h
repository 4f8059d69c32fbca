/* Language tags (BCP 47) and what they imply (ICU's uloc.h and uldnames.h are owned here). */
#ifndef PACTPRESS_TEXT_LANGTAG_H
#define PACTPRESS_TEXT_LANGTAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PP_LANG_SIZE = 64 }; /* [bytes] longest tag or locale id that is handled */

/* Is it a well-formed tag of a language that ICU knows? */
bool pp_lang_is_known(const char *lang);
/* Script that the language is usually written in, as ISO 15924 tag; Latin when unknown. */
uint32_t pp_lang_script(const char *lang);
/* "pt" of "pt-PT". */
void pp_lang_base(const char *lang, char out[PP_LANG_SIZE]);
/* "PT" of "pt-PT", "" without one. */
void pp_lang_region(const char *lang, char out[PP_LANG_SIZE]);
/* The ICU locale that formats for the language: English is Irish, calendars are Gregorian, Arabic
 * takes Latin digits (CLDR 47's choice; ICU 72 has an older one). */
void pp_lang_locale(const char *lang, const char *digits, char out[PP_LANG_SIZE]);

#endif
