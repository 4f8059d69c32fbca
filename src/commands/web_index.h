/* The lists of a period's web pages: html/index.json and html/index.html. */
#ifndef COMMANDS_WEB_INDEX_H
#define COMMANDS_WEB_INDEX_H

#include "pactpress/render.h"

/* Adds them to the staging folder when there is a page in it. */
enum pp_status web_index_add(
    struct pp_workshop *shop, const struct pp_plan *plan, const char *klass,
    struct pp_staging *staging) PP_CHECK;

#endif
