/* Editions that a command line means, as folders. */
#ifndef COMMANDS_EDITIONS_H
#define COMMANDS_EDITIONS_H

#include "pactpress/i18n.h"
#include "pactpress/options.h"

/* Is there a project in -C DIR? Without one nothing but paths can be meant. */
bool editions_have_project(const struct pp_options *options);
/* Where "public-2022-Q1-1" lies below the outputs of the project, in the run's arena. None that is
 * there: PP_DATA, and the nearest one is named. */
enum pp_status editions_find(
    struct pp_run *run, const struct pp_options *options, const char *id,
    const char **folder) PP_CHECK;
/* All of class public that readers have seen, those that were withdrawn too, in the order of their
 * making, as far as their folders are kept. None: PP_DATA. */
enum pp_status editions_public(
    struct pp_run *run, const struct pp_options *options, struct pp_strings *folders) PP_CHECK;

#endif
