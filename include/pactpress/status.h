/* What a stage tells its caller. The values are the exit statuses of the program,
 * so that a status travels from where it is known to `exit` without translation. */
#ifndef PACTPRESS_STATUS_H
#define PACTPRESS_STATUS_H

enum pp_status {
    PP_OK = 0,     /* done; warnings may have been reported */
    PP_DATA = 1,   /* not done because of data, text or conformance */
    PP_USAGE = 2,  /* the command line or the configuration is wrong */
    PP_ENV = 3,    /* the environment failed: disk, permission, memory */
    PP_LOCKED = 4, /* another run holds the lock */
    PP_INTERRUPTED = 130,
    PP_TERMINATED = 143
};

/* A result that must not be dropped. */
#define PP_CHECK __attribute__((warn_unused_result))

/* Returns from the calling function when `call` did not end in PP_OK. */
#define PP_TRY(call)                                                                               \
    do {                                                                                           \
        enum pp_status pp_try_status_ = (call);                                                    \
        if (pp_try_status_ != PP_OK)                                                               \
            return pp_try_status_;                                                                 \
    } while (0)

#endif
