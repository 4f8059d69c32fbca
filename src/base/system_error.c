#include "base/system_error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/run.h"

/* What a user can do something about, in words; the rest as the system has it. */
static const char *plain_words(int number)
{
    switch (number) {
    case ENOSPC:
        return "the disk is full; make room and run again";
    case EDQUOT:
        return "the disk quota is used up; make room and run again";
    case EACCES:
    case EPERM:
        return "permission denied; check who owns it and its mode";
    case EROFS:
        return "the file system is read-only";
    case ENOENT:
        return "no such file or folder";
    case ENOTDIR:
        return "a part of the path is not a folder";
    case EISDIR:
        return "a folder stands under this name";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case ENAMETOOLONG:
        return "the name is too long";
    case EIO:
        return "the disk reports an input/output error";
    case EFBIG:
        return "the file would be larger than the system allows";
    default:
        return NULL;
    }
}

void pp_system_reason(int number, char reason[PP_REASON_SIZE])
{
    const char *words = plain_words(number);
    if (words != NULL)
        snprintf(reason, PP_REASON_SIZE, "%s", words);
    else if (strerror_r(number, reason, PP_REASON_SIZE) != 0)
        snprintf(reason, PP_REASON_SIZE, "system error %d", number);
}

enum pp_status pp_system_failed(
    struct pp_run *run, const char *path, const char *rule, const char *sentence)
{
    char reason[PP_REASON_SIZE];
    pp_system_reason(errno, reason);
    pp_error(run, ((struct pp_where){.file = path}), rule, "%s: %s.", sentence, reason);
    return PP_ENV;
}
