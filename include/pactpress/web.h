/* Addresses that links may lead to: whole, of known kinds, and without anything that runs. */
#ifndef PACTPRESS_WEB_H
#define PACTPRESS_WEB_H

#include <stdbool.h>

/* "https://host/path": http or https, a host of letters, digits, dots and hyphens (a port may
 * follow), no blanks, quotes or control characters, two hexadecimal digits after a "%". Letters may
 * be of any script. */
bool pp_is_url(const char *text);
/* The same, where the scheme may be left out: "www.example.org". */
bool pp_is_web(const char *text);
/* "office@example.org" */
bool pp_is_mail(const char *text);

#endif
