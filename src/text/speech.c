#include "pactpress/speech.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/locale.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

enum { DEEPEST = 3 /* sentences inside sentences */ };

static const char folder_name[] = "layouts/messages";
static const char reason_rule[] = "reason"; /* and the name of such an argument */

/* One sentence in English and in the other language. */
struct line {
    const char *key;
    size_t rule_length; /* of the key, before a slash */
    struct pp_message *english, *other;
};

struct speech {
    struct pp_speech base;
    pthread_mutex_t lock; /* ICU's objects are not made for two threads */
    struct pp_run *quiet; /* mistakes in the files are the tests' matter, not the user's */
    const char *share, *lang;
    struct pp_locale *locale;
    bool loaded;
    struct {
        struct line *items;
        size_t count, capacity;
    } lines;
};

/* --- which language ------------------------------------------------------------------------- */

static const char *path_of(struct pp_arena *arena, const char *share, const char *lang)
{
    return pp_path_join(arena, share, pp_arena_printf(arena, "%s/%s.yaml", folder_name, lang));
}

/* The catalogue for "pt_PT.UTF-8@euro": pt-PT, else pt; NULL: there is none. */
static const char *nearest(struct pp_run *run, const char *locale, size_t length)
{
    char *lang = pp_arena_strndup(run->arena, locale, length);
    lang[strcspn(lang, ".@")] = '\0';
    for (char *c = lang; *c != '\0'; c++)
        if (*c == '_')
            *c = '-';
    for (char *end = lang + strlen(lang); end != NULL; end = strrchr(lang, '-')) {
        *end = '\0';
        bool plain = strspn(
                         lang, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789-") == strlen(lang);
        if (plain && *lang != '\0' && pp_file_exists(path_of(run->arena, run->share, lang)))
            return lang;
    }
    return NULL;
}

const char *pp_speech_language(struct pp_run *run)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL, *list = getenv("LANGUAGE"), *found = NULL;
    for (size_t i = 0; i < 3 && pp_is_empty(locale); i++)
        locale = getenv(names[i]);
    if (pp_streq(locale, "C") || pp_streq(locale, "POSIX"))
        return "en";
    while (!pp_is_empty(list) && found == NULL) {
        size_t length = strcspn(list, ":");
        found = nearest(run, list, length);
        list += length + (list[length] == ':');
    }
    if (found == NULL && !pp_is_empty(locale))
        found = nearest(run, locale, strlen(locale));
    return found != NULL || pp_is_empty(locale) ? found : "en";
}

/* --- what it says --------------------------------------------------------------------------- */

static const struct pp_yaml *read_messages(struct speech *speech, const char *lang)
{
    struct pp_yaml *root = NULL;
    struct pp_arena *arena = speech->quiet->arena;
    const char *path = path_of(arena, speech->share, lang);
    if (pp_yaml_read(speech->quiet, arena, path, &root) != PP_OK || root->kind != PP_YAML_MAP)
        return NULL;
    const struct pp_yaml *messages = pp_yaml_get(root, "messages");
    return messages != NULL && messages->kind == PP_YAML_MAP ? messages : NULL;
}

static struct pp_message *parse(struct speech *speech, const struct pp_yaml *node)
{
    struct pp_message *message = NULL;
    if (node == NULL || node->kind != PP_YAML_SCALAR || node->text[0] == '\0')
        return NULL;
    bool good =
        pp_message_parse(speech->quiet, speech->quiet->arena, node->text, node->where, &message) ==
        PP_OK;
    return good ? message : NULL;
}

static void load(struct speech *speech)
{
    const struct pp_yaml *english = read_messages(speech, "en");
    const struct pp_yaml *other = read_messages(speech, speech->lang);
    speech->loaded = true;
    if (english == NULL || other == NULL ||
        pp_locale_open(speech->quiet, speech->lang, "eu", &speech->locale) != PP_OK)
        return;
    for (const struct pp_yaml *node = english->first; node != NULL; node = node->next) {
        struct line line = {.key = node->key, .rule_length = strcspn(node->key, "/")};
        line.other = parse(speech, pp_yaml_get(other, node->key));
        line.english = line.other != NULL ? parse(speech, node) : NULL;
        if (line.english != NULL)
            *(struct line *)PP_PUSH(speech->quiet->arena, &speech->lines) = line;
    }
}

static bool has_rule(const struct line *line, const char *rule)
{
    return strlen(rule) == line->rule_length && memcmp(rule, line->key, line->rule_length) == 0;
}

/* Among the lines of the rule, the one that fits with most words of its own. A reason inside
 * another sentence may be of any rule. */
static const struct line *find(
    const struct speech *speech, struct pp_arena *arena, const char *rule, const char *sentence,
    struct pp_arg args[PP_SPEECH_ARGS], size_t *count)
{
    const struct line *best = NULL;
    size_t most = 0;
    int passes = pp_streq(rule, reason_rule) ? 2 : 1;
    for (int pass = 0; pass < passes && best == NULL; pass++)
        for (size_t i = 0; i < speech->lines.count; i++) {
            const struct line *line = &speech->lines.items[i];
            struct pp_arg found[PP_SPEECH_ARGS];
            size_t found_count, literal;
            if (has_rule(line, rule) != (pass == 0) ||
                !pp_speech_match(arena, line->english, sentence, found, &found_count, &literal) ||
                (best != NULL && literal <= most))
                continue;
            best = line;
            most = literal;
            *count = found_count;
            memcpy(args, found, found_count * sizeof *found);
        }
    return best;
}

static const char *tell_part(
    struct speech *speech, struct pp_arena *arena, const char *rule, const char *english, int depth)
{
    struct pp_arg args[PP_SPEECH_ARGS];
    size_t count = 0;
    const char *told = NULL;
    const struct line *line = find(speech, arena, rule, english, args, &count);
    if (line == NULL)
        return NULL;
    for (size_t i = 0; depth < DEEPEST && i < count; i++) {
        if (!pp_streq(args[i].name, reason_rule))
            continue;
        const char *inner = tell_part(speech, arena, reason_rule, args[i].text, depth + 1);
        if (inner != NULL)
            args[i] = (struct pp_arg){.name = reason_rule, .text = inner};
    }
    bool good = pp_message_text(
                    speech->quiet, arena, speech->locale, line->other, args, count, &told) == PP_OK;
    return good ? told : NULL;
}

static const char *tell(
    struct pp_speech *self, struct pp_arena *arena, const char *rule, const char *english)
{
    struct speech *speech = (struct speech *)self;
    pthread_mutex_lock(&speech->lock);
    if (!speech->loaded)
        load(speech);
    const char *told = tell_part(speech, arena, rule, english, 0);
    pthread_mutex_unlock(&speech->lock);
    return told;
}

struct pp_speech *pp_speech_open(struct pp_run *run, const char *lang)
{
    if (pp_is_empty(lang) || pp_streq(lang, "en") ||
        !pp_file_exists(path_of(run->arena, run->share, lang)))
        return NULL;
    struct pp_run *quiet = pp_run_new(NULL);
    struct speech *speech = pp_arena_alloc(quiet->arena, sizeof *speech);
    speech->base.tell = tell;
    pthread_mutex_init(&speech->lock, NULL);
    speech->quiet = quiet;
    speech->share = pp_arena_strdup(quiet->arena, run->share);
    speech->lang = pp_arena_strdup(quiet->arena, lang);
    return &speech->base;
}

void pp_speech_close(struct pp_speech *self)
{
    struct speech *speech = (struct speech *)self;
    if (speech == NULL)
        return;
    pp_locale_close(speech->locale);
    pthread_mutex_destroy(&speech->lock);
    pp_run_free(speech->quiet);
}
