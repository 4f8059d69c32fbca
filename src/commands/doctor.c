/* doctor: what this machine lacks for a project, and how to get it. Changes nothing. */
#include <stdio.h>
#include <unistd.h>

#include "inputs.h"
#include "pactpress/archive.h"
#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/font.h"
#include "pactpress/ingest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/wording.h"
#include "told.h"

struct doctor {
    struct pp_run *run;
    const struct pp_project *project; /* NULL: the program alone */
    size_t missing;                   /* without it nothing can be built */
    size_t lacking;                   /* without it something looks worse */
};

__attribute__((format(printf, 3, 4))) static void say(
    struct doctor *doctor, const char *state, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = pp_arena_vprintf(doctor->run->arena, format, args);
    va_end(args);
    doctor->missing += pp_streq(state, "missing");
    doctor->lacking += pp_streq(state, "lacking");
    told_word(
        doctor->run, "doctor", state,
        pp_tell(doctor->run->speech, doctor->run->arena, "doctor", text));
}

static void look_at_fonts(struct doctor *doctor)
{
    struct pp_fonts *fonts;
    struct pp_strings packages = {0};
    if (pp_fonts_load(doctor->run, doctor->project ? doctor->project->folder : NULL, &fonts) !=
        PP_OK) {
        say(doctor, "missing", "fonts: see the errors above; as root: apt-get install PACKAGE");
        return;
    }
    pp_fonts_missing(fonts, doctor->run->arena, &packages);
    for (size_t i = 0; i < packages.count; i++)
        say(doctor, "lacking",
            "fonts of %s: only text in their scripts needs them; as root: apt-get install %s",
            packages.items[i], packages.items[i]);
    if (packages.count == 0)
        say(doctor, "good", "fonts: all that fonts/stacks.yaml names");
    pp_fonts_free(fonts);
}

static void look_at_language(struct doctor *doctor, const char *lang)
{
    struct pp_wording *wording;
    const char *dictionary = pp_hyphen_dictionary(doctor->run->arena, lang);
    if (pp_wording_open(doctor->run, doctor->project, lang, &wording) != PP_OK) {
        say(doctor, "missing", "words of \"%s\": see the error above", lang);
        return;
    }
    const char *foreign = pp_wording_foreign(wording);
    if (foreign)
        say(doctor, "lacking",
            "words of \"%s\": those of \"%s\" stand in its documents, as long as the project has "
            "no "
            "strings/%s.yaml",
            lang, foreign, lang);
    pp_wording_close(wording);
    if (foreign && dictionary)
        return;
    if (dictionary)
        say(doctor, "good", "language \"%s\": words, hyphenation", lang);
    else if (pp_streq(lang, "fi") || pp_streq(lang, "ga"))
        say(doctor, "lacking",
            "hyphenation of \"%s\": its text is set without hyphens; as root: apt-get install "
            "texlive-lang-european (large)",
            lang);
    else
        say(doctor, "lacking",
            "hyphenation of \"%s\": its text is set without hyphens; as root: apt-get install "
            "hyphen-%s, where that exists",
            lang, lang);
}

static void look_at_key(struct doctor *doctor)
{
    struct pp_person_key key;
    const char *path = pp_person_key_path(doctor->run, doctor->project);
    if (!path)
        say(doctor, "missing", "a place for the key of persons: set HOME or PACTPRESS_KEY_FILE");
    else if (!pp_file_exists(path))
        say(doctor, "lacking",
            "the key of persons, %s: the first build makes it; but if the project was built "
            "elsewhere before, bring that key, mode 0600",
            path);
    else if (pp_person_key_load(doctor->run, doctor->project, false, &key) != PP_OK)
        say(doctor, "missing", "a usable key of persons: see the error above");
    else
        say(doctor, "good", "key of persons: %s", path);
}

static void look_at_archive(
    struct doctor *doctor, const struct pp_options *options, struct inputs *in)
{
    struct pp_run *run = doctor->run;
    struct pp_archive *archive;
    const char *path = pp_path_join(run->arena, doctor->project->folder, "archive.db");
    if (inputs_look_for_archive(run, options, in) != PP_OK || in->archive_gone) {
        say(doctor, "missing", "the archive of the editions: see above");
        return;
    }
    if (!pp_file_exists(path)) {
        say(doctor, "good", "archive: none yet; the first release makes it");
        return;
    }
    if (pp_archive_open(run, run->arena, path, NULL, &archive) != PP_OK) {
        say(doctor, "missing", "a usable archive: see the error above");
        return;
    }
    pp_archive_close(archive);
    say(doctor, "good", "archive: %s", path);
}

static void look_at_folder(struct doctor *doctor)
{
    if (access(doctor->project->folder, W_OK) == 0)
        say(doctor, "good", "project folder: may be written");
    else
        say(doctor, "missing",
            "the right to write the project folder (private/, archive.db): ask for it");
}

/* Without a project the program itself is looked at, with its first language. */
enum pp_status pp_command_doctor(struct pp_run *run, const struct pp_options *options)
{
    struct doctor doctor = {.run = run};
    struct pp_project *project = NULL;
    if (pp_file_exists(pp_path_join(run->arena, options->folder, "pactpress.yaml")))
        PP_TRY(pp_project_load(run, options->folder, &project));
    doctor.project = project;
    look_at_fonts(&doctor);
    for (size_t i = 0; project && i < project->languages.count; i++)
        look_at_language(&doctor, project->languages.items[i]);
    if (project) {
        look_at_key(&doctor);
        look_at_archive(&doctor, options, &(struct inputs){.project = project});
        look_at_folder(&doctor);
    } else {
        look_at_language(&doctor, "en");
    }
    pp_say(run, "done", "%zu things missing, %zu lacking", doctor.missing, doctor.lacking);
    return doctor.missing > 0 ? PP_ENV : PP_OK;
}
