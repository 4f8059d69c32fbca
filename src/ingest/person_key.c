/* The file that holds the secret under which persons become numbers. */
#define _XOPEN_SOURCE 700 /* realpath */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/ingest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { KEY_FILE_MAX = 4096 };

static const char fingerprint_text[] = "pactpress key fingerprint";

/* Where the key lies, or NULL when neither XDG_CONFIG_HOME nor HOME is set. */
const char *pp_person_key_path(struct pp_run *run, const struct pp_project *project)
{
    const char *given = getenv("PACTPRESS_KEY_FILE");
    if (!pp_is_empty(given))
        return pp_arena_strdup(run->arena, given);
    if (project->privacy.key_file != NULL)
        return pp_path_join(run->arena, project->folder, project->privacy.key_file);
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (!pp_is_empty(config))
        return pp_arena_printf(run->arena, "%s/pactpress/%s.key", config, project->id);
    if (pp_is_empty(home))
        return NULL;
    return pp_arena_printf(run->arena, "%s/.config/pactpress/%s.key", home, project->id);
}

/* The path with links resolved; of a file that does not exist, its folder's. In the run's arena. */
static const char *real_path(struct pp_run *run, const char *path)
{
    char *resolved = realpath(path, NULL);
    if (resolved == NULL) {
        char *folder = realpath(pp_path_folder(run->arena, path), NULL);
        if (folder == NULL)
            return path;
        const char *joined = pp_path_join(run->arena, folder, pp_path_base(path));
        free(folder);
        return joined;
    }
    const char *copy = pp_arena_strdup(run->arena, resolved);
    free(resolved);
    return copy;
}

/* A key in the project folder would be sent along with it. */
static bool lies_inside(struct pp_run *run, const struct pp_project *project, const char *path)
{
    const char *folder = real_path(run, project->folder);
    const char *key = real_path(run, path);
    size_t length = strlen(folder);
    return strncmp(key, folder, length) == 0 && (key[length] == '/' || pp_ends_with(folder, "/"));
}

static enum pp_status make_key(struct pp_run *run, const char *path)
{
    unsigned char bytes[32];
    char text[66];
    PP_TRY(pp_random(bytes, sizeof bytes));
    pp_hex(bytes, sizeof bytes, text);
    text[64] = '\n';
    PP_TRY(pp_folder_make(run, pp_path_folder(run->arena, path), 0700));
    PP_TRY(pp_file_replace(run, path, text, 65, 0600));
    pp_note(
        run, (struct pp_where){.file = path}, "key.made",
        "Made the key under which persons become numbers. Keep a copy in a safe place: with "
        "another key nobody can be recognised again.");
    return PP_OK;
}

static int hex_digit(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool parse_key(struct pp_bytes bytes, unsigned char out[32])
{
    while (bytes.size > 64 && strchr(" \r\n\t", bytes.data[bytes.size - 1]) != NULL)
        bytes.size--;
    if (bytes.size != 64)
        return false;
    for (size_t i = 0; i < 32; i++) {
        int high = hex_digit(bytes.data[2 * i]), low = hex_digit(bytes.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static enum pp_status check_mode(struct pp_run *run, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0 || (info.st_mode & 077) == 0)
        return PP_OK;
    pp_error(
        run, (struct pp_where){.file = path}, "key.readable",
        "Others can read this key file (mode %03o). Make it yours alone: chmod 600.",
        (unsigned)(info.st_mode & 0777));
    return PP_USAGE;
}

static void take_fingerprint(struct pp_person_key *key)
{
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_hmac *hmac = pp_hmac_new(key->bytes, sizeof key->bytes);
    pp_hmac_of(hmac, fingerprint_text, sizeof fingerprint_text - 1, digest);
    pp_hmac_free(hmac);
    pp_hex(digest, 8, key->fingerprint);
}

static enum pp_status read_key(struct pp_run *run, const char *path, struct pp_person_key *out)
{
    struct pp_bytes bytes;
    struct pp_person_key key;
    struct pp_arena *arena = pp_arena_new();
    enum pp_status status = pp_file_read(run, arena, path, KEY_FILE_MAX, &bytes);
    bool good = status == PP_OK && parse_key(bytes, key.bytes);
    pp_arena_free(arena);
    if (status != PP_OK)
        return PP_USAGE;
    if (!good) {
        pp_error(
            run, (struct pp_where){.file = path}, "key.form",
            "This is no key file: it must hold 64 hexadecimal digits.");
        return PP_USAGE;
    }
    take_fingerprint(&key);
    *out = key;
    return PP_OK;
}

/* A key for this run only: outputs never depend on it. */
static enum pp_status passing_key(struct pp_person_key *out)
{
    *out = (struct pp_person_key){0};
    return pp_random(out->bytes, sizeof out->bytes);
}

enum pp_status pp_person_key_load(
    struct pp_run *run, const struct pp_project *project, bool create, struct pp_person_key *out)
{
    const char *path = pp_person_key_path(run, project);
    if (path == NULL) {
        pp_error(
            run, PP_NOWHERE, "key.nowhere",
            "There is no place for the key file: neither HOME nor XDG_CONFIG_HOME is set. Set "
            "PACTPRESS_KEY_FILE to a path outside the project.");
        return PP_USAGE;
    }
    if (lies_inside(run, project, path)) {
        pp_error(
            run, (struct pp_where){.file = path}, "key.inside",
            "The key file must lie outside the project folder, or it is passed on with it.");
        return PP_USAGE;
    }
    if (!pp_file_exists(path)) {
        if (!create)
            return passing_key(out);
        PP_TRY(make_key(run, path));
    }
    PP_TRY(check_mode(run, path));
    return read_key(run, path, out);
}
