/* Reading the YAML of a project into one tree. Private to the folder. */
#ifndef PROJECT_LOAD_H
#define PROJECT_LOAD_H

#include "pactpress/digest.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/yaml.h"

struct pp_loader {
    struct pp_run *run;
    const char *folder;
    struct pp_hasher *hasher; /* over all files that are read */
    struct pp_map presets;    /* name -> struct pp_yaml *, read once */
    bool bad;                 /* a mistake was reported */
};

/* Reads one file into a tree and adds its bytes to the digest. */
enum pp_status pp_load_yaml(
    struct pp_loader *loader, const char *path, struct pp_yaml **out) PP_CHECK;
/* Appends sources/...yaml to the list `sources` of the tree, and to every source what its preset
 * gives and it does not say itself. */
enum pp_status pp_load_sources(struct pp_loader *loader, struct pp_yaml *root) PP_CHECK;
/* Reads the indicator profile that `indicators:` names, if it names one. */
enum pp_status pp_load_profile(
    struct pp_loader *loader, struct pp_project *project, const struct pp_yaml *root) PP_CHECK;
/* Adds the words of the programme that `visibility:` names, in languages without own ones. */
enum pp_status pp_load_funding(
    struct pp_loader *loader, struct pp_project *project, const struct pp_yaml *root) PP_CHECK;
/* The indicators in use: those of the profile that are mapped, then the project's own. */
void pp_complete_indicators(struct pp_run *run, struct pp_project *project);

/* The digest as hexadecimal text in the arena; the hasher is freed. */
const char *pp_load_digest(struct pp_arena *arena, struct pp_hasher *hasher);

#endif
