/* Sole owner of libmicrohttpd. One thread of its own answers, one request at a time. */
#include "preview.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/run.h"
#include "pactpress/str.h"

enum { USUAL_PORT = 8040 };

struct preview {
    struct MHD_Daemon *daemon;
    preview_make *make;
    preview_state *state;
    void *context;
    int port;
    pthread_mutex_t lock; /* of what follows, and of what documents are made of */
    unsigned long version;
    struct { /* what is looked at; the last good one stays while the text is wrong */
        struct pp_str path, bytes;
        const char *type; /* NULL: there is none */
        bool fresh;
    } shown;
};

static enum MHD_Result answer(
    struct MHD_Connection *connection, unsigned status, const char *type, const char *bytes,
    size_t size)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(size, (void *)(uintptr_t)bytes, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result say(struct MHD_Connection *connection, unsigned status, const char *words)
{
    return answer(connection, status, "text/plain; charset=utf-8", words, strlen(words));
}

/* Makes what is looked at anew. When that fails, the last good one is kept. */
static void make_shown(struct preview *preview)
{
    const char *type = NULL;
    struct pp_str bytes;
    pp_str_init(&bytes);
    if (preview->make(preview->context, preview->shown.path.text, &bytes, &type) == PP_OK && type) {
        pp_str_free(&preview->shown.bytes);
        preview->shown.bytes = bytes;
        preview->shown.type = type;
    } else {
        pp_str_free(&bytes);
    }
    preview->shown.fresh = true;
}

/* Another one is looked at from now on, if there is such a document. */
static bool look_at(struct preview *preview, const char *path)
{
    const char *type = NULL;
    struct pp_str bytes;
    if (pp_streq(preview->shown.path.text, path) && preview->shown.type)
        return true;
    pp_str_init(&bytes);
    enum pp_status status = preview->make(preview->context, path, &bytes, &type);
    if (status != PP_OK || !type) {
        pp_str_free(&bytes);
        return false;
    }
    pp_str_clear(&preview->shown.path);
    pp_str_append(&preview->shown.path, path);
    pp_str_free(&preview->shown.bytes);
    preview->shown.bytes = bytes;
    preview->shown.type = type;
    preview->shown.fresh = true;
    return true;
}

static enum MHD_Result answer_state(struct preview *preview, struct MHD_Connection *connection)
{
    struct pp_str text;
    pp_str_init(&text);
    pp_str_printf(&text, "{\"version\": %lu, ", preview->version);
    preview->state(preview->context, &text);
    pp_str_append(&text, "}\n");
    enum MHD_Result result =
        answer(connection, MHD_HTTP_OK, "application/json", text.text, text.length);
    pp_str_free(&text);
    return result;
}

static enum MHD_Result answer_script(struct MHD_Connection *connection)
{
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; preview_script(i); i++)
        pp_str_append(&text, preview_script(i));
    enum MHD_Result result =
        answer(connection, MHD_HTTP_OK, "text/javascript; charset=utf-8", text.text, text.length);
    pp_str_free(&text);
    return result;
}

static enum MHD_Result answer_path(
    struct preview *preview, struct MHD_Connection *connection, const char *path)
{
    if (pp_streq(path, "/"))
        return answer(
            connection, MHD_HTTP_OK, "text/html; charset=utf-8", preview_page,
            strlen(preview_page));
    if (pp_streq(path, "/preview.js"))
        return answer_script(connection);
    if (pp_streq(path, "/state"))
        return answer_state(preview, connection);
    if (!look_at(preview, path + 1))
        return say(
            connection, MHD_HTTP_NOT_FOUND, "There is no such document, or it cannot be made.");
    if (!preview->shown.fresh)
        make_shown(preview);
    return answer(
        connection, MHD_HTTP_OK, preview->shown.type, preview->shown.bytes.text,
        preview->shown.bytes.length);
}

/* A page of somebody else can make a browser call us by a name of its own. */
static bool is_meant(const struct preview *preview, struct MHD_Connection *connection)
{
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    char wanted[2][32];
    snprintf(wanted[0], sizeof wanted[0], "127.0.0.1:%d", preview->port);
    snprintf(wanted[1], sizeof wanted[1], "localhost:%d", preview->port);
    return host && (pp_streq(host, wanted[0]) || pp_streq(host, wanted[1]));
}

static enum MHD_Result on_request(
    void *context, struct MHD_Connection *connection, const char *path, const char *method,
    const char *version, const char *upload, size_t *upload_size, void **own)
{
    struct preview *preview = context;
    (void)version, (void)upload, (void)upload_size, (void)own;
    if (!is_meant(preview, connection))
        return say(connection, MHD_HTTP_FORBIDDEN, "Not by this name.");
    if (!pp_streq(method, "GET") && !pp_streq(method, "HEAD"))
        return say(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "Nothing can be sent here.");
    preview_hold(preview);
    enum MHD_Result result = answer_path(preview, connection, path);
    preview_release(preview);
    return result;
}

static struct MHD_Daemon *listen_at(struct preview *preview, int port)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD, (uint16_t)port, NULL, NULL, on_request, preview,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&here, MHD_OPTION_CONNECTION_LIMIT, 32u,
        MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
}

enum pp_status preview_open(
    struct pp_run *run, int port, preview_make *make, preview_state *state, void *context,
    struct preview **out)
{
    struct preview *preview = pp_arena_alloc(run->arena, sizeof *preview);
    preview->make = make;
    preview->state = state;
    preview->context = context;
    pthread_mutex_init(&preview->lock, NULL);
    pp_str_init(&preview->shown.path);
    pp_str_init(&preview->shown.bytes);
    preview_hold(preview);
    errno = 0;
    preview->daemon = listen_at(preview, port ? port : USUAL_PORT);
    if (!preview->daemon && port == 0)
        preview->daemon = listen_at(preview, 0);
    const union MHD_DaemonInfo *info =
        preview->daemon ? MHD_get_daemon_info(preview->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    preview->port = info ? info->port : 0;
    preview_release(preview);
    if (!info) {
        pp_error(
            run, PP_NOWHERE, "watch.port",
            "the preview cannot listen at port %d of 127.0.0.1 (%s): name another with --port",
            port, errno ? strerror(errno) : "it is taken");
        preview_close(preview);
        return PP_ENV;
    }
    *out = preview;
    return PP_OK;
}

int preview_port(const struct preview *preview)
{
    return preview->port;
}

void preview_hold(struct preview *preview)
{
    pthread_mutex_lock(&preview->lock);
}

void preview_release(struct preview *preview)
{
    pthread_mutex_unlock(&preview->lock);
}

void preview_renew(struct preview *preview)
{
    preview->shown.fresh = false;
    if (preview->shown.type)
        make_shown(preview);
    preview->version++;
}

void preview_close(struct preview *preview)
{
    if (preview->daemon)
        MHD_stop_daemon(preview->daemon);
    pp_str_free(&preview->shown.path);
    pp_str_free(&preview->shown.bytes);
    pthread_mutex_destroy(&preview->lock);
}
