/* On what kind of disk a file lies. POSIX does not say; Linux does. */
#include <sys/statfs.h>

#include "pactpress/file.h"

bool pp_file_is_shared(const char *path)
{
    static const unsigned shares[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB, the old one */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB 2 and later */
        0x01021997, /* 9P: disks of Windows under WSL */
        0x65735546, /* FUSE: sshfs and its like */
        0x00C36400, /* Ceph */
        0x5346414F, /* AFS */
    };
    struct statfs about;
    if (statfs(path, &about) != 0)
        return false;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if ((unsigned)about.f_type == shares[i])
            return true;
    return false;
}
