/* Folders: making, listing, deleting, syncing. */
#include "pactpress/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_error.h"
#include "pactpress/arena.h"
#include "pactpress/run.h"

enum { PARENT_MODE = 0755 };

bool pp_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static enum pp_status make_one(struct pp_run *run, const char *path, mode_t mode)
{
    if (mkdir(path, mode) == 0 || (errno == EEXIST && pp_is_folder(path)))
        return PP_OK;
    if (errno == EEXIST)
        errno = ENOTDIR;
    return pp_system_failed(run, path, "folder.unmakable", "The folder cannot be made");
}

enum pp_status pp_folder_make(struct pp_run *run, const char *path, mode_t mode)
{
    if (pp_is_folder(path))
        return PP_OK;
    struct pp_arena *scratch = pp_arena_new();
    char *part = pp_arena_strdup(scratch, path);
    enum pp_status status = PP_OK;
    for (char *at = part + 1; part[0] != '\0' && *at != '\0' && status == PP_OK; at++) {
        if (*at != '/' || at[1] == '\0' || at[1] == '/')
            continue;
        *at = '\0';
        status = make_one(run, part, PARENT_MODE);
        *at = '/';
    }
    if (status == PP_OK)
        status = make_one(run, path, mode != 0 ? mode : PARENT_MODE);
    pp_arena_free(scratch);
    return status;
}

static int open_folder(int parent, const char *name)
{
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool remove_at(int parent, const char *name);

/* Empties the folder behind `fd` and closes it. errno tells the first failure. */
static bool empty_folder(int fd)
{
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return false;
    }
    bool good = true;
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            good = errno == 0;
            break;
        }
        if (!is_dots(entry->d_name) && !remove_at(dirfd(folder), entry->d_name)) {
            good = false;
            break;
        }
    }
    int number = errno;
    closedir(folder);
    errno = number;
    return good;
}

/* Unlinking first keeps links from being followed, even when a name changes meanwhile. */
static bool remove_at(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return true;
    if (errno != EISDIR && errno != EPERM) /* EPERM: what POSIX says for a folder */
        return false;
    int number = errno;
    int fd = open_folder(parent, name);
    if (fd < 0) {
        errno = errno == ENOTDIR || errno == ELOOP ? number : errno;
        return false;
    }
    return empty_folder(fd) && (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

enum pp_status pp_folder_remove(struct pp_run *run, const char *path)
{
    if (remove_at(AT_FDCWD, path))
        return PP_OK;
    return pp_system_failed(run, path, "folder.unremovable", "The folder cannot be deleted");
}

enum pp_status pp_folder_sync(struct pp_run *run, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Some file systems know no fsync of a folder and say EINVAL: nothing is left to do there. */
    bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int number = errno;
    if (fd >= 0)
        close(fd);
    errno = number;
    if (good)
        return PP_OK;
    return pp_system_failed(
        run, path, "folder.unsynced", "The folder cannot be brought to the disk");
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

enum pp_status pp_folder_list(
    struct pp_run *run, struct pp_arena *arena, const char *path, char ***names, size_t *count)
{
    struct {
        char **items;
        size_t count, capacity;
    } list = {0};
    DIR *folder = opendir(path);
    if (folder == NULL && errno != ENOENT)
        return pp_system_failed(run, path, "folder.unreadable", "The folder cannot be read");
    for (errno = 0; folder != NULL; errno = 0) {
        struct dirent *entry = readdir(folder);
        if (entry == NULL)
            break;
        if (is_dots(entry->d_name))
            continue;
        char **name = PP_PUSH(arena, &list);
        *name = pp_arena_strdup(arena, entry->d_name);
    }
    int number = folder != NULL ? errno : 0;
    if (folder != NULL)
        closedir(folder);
    if (number != 0) {
        errno = number;
        return pp_system_failed(run, path, "folder.unreadable", "The folder cannot be read");
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, by_bytes);
    *names = list.items;
    *count = list.count;
    return PP_OK;
}
