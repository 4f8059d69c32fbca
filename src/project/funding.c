/* What the funder asks to be said: the project's own words, and for the languages it has none in,
 * those of its programme (layouts/programmes/<name>.yaml). */
#include "pactpress/arena.h"
#include "pactpress/keys.h"
#include "pactpress/str.h"
#include "project/check.h"
#include "project/find.h"
#include "project/load.h"

struct programme {
    struct pp_i18n name, statement, disclaimer;
    const char *act;
    struct pp_strings verified; /* languages that somebody compared */
};

#define AT(field) offsetof(struct programme, field)

static const struct pp_key programme_keys[] = {
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Name of the programme."},
    {.name = "act",
     .type = PP_KEY_TEXT,
     .offset = AT(act),
     .help = "The act or agreement that asks for these words."},
    {.name = "verified",
     .type = PP_KEY_LANGS,
     .offset = AT(verified),
     .help = "Languages whose words somebody compared with the official ones; `check` warns of "
             "others that are printed."},
    {.name = "statement",
     .type = PP_KEY_I18N,
     .offset = AT(statement),
     .required = true,
     .help = "What stands beside the emblem."},
    {.name = "disclaimer",
     .type = PP_KEY_I18N,
     .offset = AT(disclaimer),
     .help = "What stands in the imprint; paragraphs separated by a blank line."},
};
#undef AT

const struct pp_keyset pp_programme_keys = {
    .name = "programme",
    .help =
        "What projects of a programme say about their funding: `layouts/programmes/<name>.yaml` "
        "of the project or of Pactpress; the project's wins.",
    PP_KEYS_OF(programme_keys),
    .size = sizeof(struct programme),
    .where_offset = PP_NO_OFFSET};

/* Words in languages that the project has none in. Words for every language leave nothing to add.
 */
static bool add_words(
    struct pp_run *run, const struct pp_i18n *words, const char *lang, struct pp_i18n *own)
{
    const char *text = pp_i18n_find(words, lang);
    if (!text || pp_i18n_find(own, lang))
        return false;
    struct pp_i18n_entry *entry = PP_PUSH(run->arena, own);
    *entry = (struct pp_i18n_entry){.lang = lang, .text = text, .where = words->items[0].where};
    return true;
}

/* The project's languages, and English, which serves those that have no words. */
static void add_all(
    struct pp_run *run, struct pp_project *project, const struct programme *programme,
    const struct pp_yaml *name)
{
    struct pp_str open;
    pp_str_init(&open);
    for (size_t i = 0; i <= project->languages.count; i++) {
        bool last = i == project->languages.count;
        const char *lang = last ? "en" : project->languages.items[i];
        bool statement =
            add_words(run, &programme->statement, lang, &project->visibility.statement);
        bool disclaimer =
            add_words(run, &programme->disclaimer, lang, &project->visibility.disclaimer);
        if ((statement || disclaimer) && !pp_strings_have(&programme->verified, lang))
            pp_str_printf(&open, "%s%s", open.length > 0 ? ", " : "", lang);
    }
    if (open.length > 0)
        pp_yaml_report(
            run, PP_WARNING, name, "visibility.unverified",
            "the words of %s about its funding are printed in languages in which nobody compared "
            "them with the official ones (%s): compare them, and name the languages under "
            "\"verified:\" in a copy of the file in layouts/programmes/ of your project",
            name->text, open.text);
    pp_str_free(&open);
}

enum pp_status pp_load_funding(
    struct pp_loader *loader, struct pp_project *project, const struct pp_yaml *root)
{
    struct pp_run *run = loader->run;
    const struct pp_yaml *section = pp_yaml_get(root, "visibility");
    const struct pp_yaml *name = section ? pp_yaml_get(section, "programme") : NULL;
    struct pp_checker checker = {.run = run, .project = project, .root = root};
    struct pp_places places = pp_layout_places(run, loader->folder, "programmes");
    struct programme programme = {0};
    struct pp_yaml *tree;
    if (section && !name && pp_i18n_is_empty(&project->visibility.statement) &&
        !pp_yaml_get(section, "statement")) {
        pp_check_error(
            &checker, section, "visibility.no-statement",
            "\"visibility\" needs the funding statement: write \"statement\", or name a "
            "\"programme\", which has one (%s)",
            pp_words_join(run, pp_places_list(run, &places)));
        return PP_USAGE;
    }
    if (!name || pp_is_empty(project->visibility.programme))
        return PP_OK;
    const char *path = pp_places_find(run, &places, project->visibility.programme);
    if (!path) {
        pp_check_unknown(
            &checker, name, "visibility.no-programme", "programme", project->visibility.programme,
            pp_places_list(run, &places));
        return PP_USAGE;
    }
    PP_TRY(pp_load_yaml(loader, path, &tree));
    PP_TRY(pp_keys_read(run, run->arena, &pp_programme_keys, tree, &programme));
    add_all(run, project, &programme, name);
    return PP_OK;
}
