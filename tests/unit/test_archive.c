/* The archive: what it keeps, what it refuses, and that it says why. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactpress/archive.h"
#include "pactpress/file.h"
#include "pactpress/str.h"

#include "figures_world.h"
#include "support.h"

struct scene {
    struct world *world;
    const char *folder, *path;
};

static int set_up(void **state)
{
    struct world *world = world_new();
    struct scene *scene = pp_arena_alloc(world->arena, sizeof *scene);

    scene->world = world;
    scene->folder = support_folder(world->arena, "archive");
    scene->path = pp_path_join(world->arena, scene->folder, "archive.db");
    world->run->clock = 1650000000;
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    world_free(((struct scene *)*state)->world);
    return 0;
}

static enum pp_status try_open(struct scene *scene, const char *key, struct pp_archive **archive)
{
    return pp_archive_open(scene->world->run, scene->world->arena, scene->path, key, archive);
}

static struct pp_archive *open_archive(struct scene *scene, const char *key)
{
    struct pp_archive *archive = NULL;

    assert_int_equal(try_open(scene, key, &archive), PP_OK);
    return archive;
}

static size_t said(struct scene *scene, const char *rule)
{
    return support_count_rule(scene->world->run, rule);
}

static struct pp_archive_order order_of(struct scene *scene, const char *klass, const char *count)
{
    struct world *world = scene->world;

    world->records.count = 0;
    world_event(world, "a", NULL, "riga", NULL, count);
    world_event(world, "b", NULL, "lublin", NULL, "20..30");
    strcpy(world->accounts.items[0].digest, "aa");
    struct pp_results *results = world_close(world, klass);
    return (struct pp_archive_order){
        .klass = klass,
        .period = "2022-Q1",
        .manifest = "0123",
        .table = results->table,
        .accounts = &world->accounts};
}

static struct pp_archive_edition prepare(struct pp_archive *archive, struct pp_archive_order order)
{
    struct pp_archive_edition edition = {0};

    assert_int_equal(pp_archive_prepare(archive, &order, &edition), PP_OK);
    return edition;
}

static void an_edition_lives_its_life(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    struct pp_archive_edition edition, last;
    struct pp_archive_editions list;

    assert_true(pp_archive_is_new(archive));
    assert_int_equal(pp_archive_next(archive, "public", "2022-Q1", &edition), PP_OK);
    assert_string_equal(edition.id, "public-2022-Q1-1");
    edition = prepare(archive, order_of(scene, "public", "43"));
    assert_string_equal(edition.id, "public-2022-Q1-1");
    assert_int_equal(pp_archive_last(archive, "public", "2022-Q1", &last), PP_OK);
    assert_null(last.id);
    pp_archive_close(archive);

    archive = open_archive(scene, "k1");
    assert_false(pp_archive_is_new(archive));
    assert_int_equal(pp_archive_publish(archive, edition.id), PP_OK);
    assert_int_equal(pp_archive_last(archive, "public", NULL, &last), PP_OK);
    assert_string_equal(last.id, edition.id);
    assert_string_equal(last.manifest, "0123");
    assert_int_equal(last.made, 1650000000);
    assert_int_equal(last.state, PP_EDITION_PUBLISHED);
    assert_int_equal(pp_archive_last(archive, "restricted", NULL, &last), PP_OK);
    assert_null(last.id);

    struct pp_archive_edition second = prepare(archive, order_of(scene, "public", "44"));
    assert_string_equal(second.id, "public-2022-Q1-2");
    assert_int_equal(pp_archive_publish(archive, second.id), PP_OK);
    assert_int_equal(pp_archive_withdraw(archive, second.id), PP_OK);
    assert_int_equal(pp_archive_last(archive, "public", "2022-Q1", &last), PP_OK);
    assert_string_equal(last.id, edition.id);
    assert_int_equal(pp_archive_next(archive, "public", "2022-Q1", &second), PP_OK);
    assert_int_equal(second.number, 3); /* a withdrawn number is never used again */
    assert_int_equal(pp_archive_list(archive, NULL, NULL, &list), PP_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[1].state, PP_EDITION_WITHDRAWN);
    assert_int_equal(pp_archive_list(archive, "public", "2021-Q4", &list), PP_OK);
    assert_int_equal(list.count, 0);
    pp_archive_close(archive);
}

static void states_change_only_along_the_protocol(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    struct pp_archive_edition edition = prepare(archive, order_of(scene, "public", "43"));

    assert_int_equal(pp_archive_withdraw(archive, edition.id), PP_USAGE);
    assert_int_equal(pp_archive_publish(archive, "public-2022-Q1-9"), PP_USAGE);
    assert_int_equal(pp_archive_discard(archive, edition.id), PP_OK);
    assert_int_equal(pp_archive_publish(archive, edition.id), PP_USAGE);
    edition = prepare(archive, order_of(scene, "public", "43"));
    assert_int_equal(edition.number, 1); /* nobody saw the first one */
    assert_int_equal(pp_archive_publish(archive, edition.id), PP_OK);
    assert_int_equal(pp_archive_publish(archive, edition.id), PP_USAGE);
    assert_int_equal(pp_archive_discard(archive, edition.id), PP_USAGE);
    assert_int_equal(said(scene, "archive.no-such-edition"), 5);
    pp_archive_close(archive);
}

static void figures_carry_their_revision(void **state)
{
    static const char *const address = "event.participants[event=a]";
    static const struct {
        const char *count, *state, *value;
        int revision;
    } editions[] = {{"43", "exact", "43", 0},   {"43", "exact", "43", 0},
                    {"45", "exact", "45", 1},   {"~45", "estimated", "45", 2},
                    {"3", "suppressed", "", 3}, {"4", "suppressed", "", 3}};
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    struct pp_archive_figure figure;

    assert_int_equal(pp_archive_figure(archive, "public", address, "2022-Q1", &figure), PP_OK);
    assert_null(figure.edition);
    for (size_t i = 0; i < sizeof editions / sizeof editions[0]; i++) {
        struct pp_archive_edition edition =
            prepare(archive, order_of(scene, "public", editions[i].count));
        assert_int_equal(pp_archive_publish(archive, edition.id), PP_OK);
        if (i == 2)
            assert_int_equal(pp_archive_withdraw(archive, edition.id), PP_OK);
        assert_int_equal(pp_archive_figure(archive, "public", address, "2022-Q1", &figure), PP_OK);
        assert_string_equal(figure.edition, edition.id);
        assert_string_equal(figure.state, editions[i].state);
        assert_string_equal(figure.value, editions[i].value);
        assert_int_equal(figure.revision, editions[i].revision);
        assert_int_equal(figure.n, i < 2 ? 43 : i < 4 ? 45 : -1);
    }
    /* what it was before it was restated, however often the same was published since */
    for (int revision = 3; revision >= 0; revision--) {
        assert_int_equal(
            pp_archive_figure_before(archive, "public", address, "2022-Q1", revision, &figure),
            PP_OK);
        assert_int_equal(figure.edition != NULL, revision > 0);
        if (revision == 0)
            continue;
        assert_int_equal(figure.revision, revision - 1);
        assert_string_equal(figure.value, revision == 1 ? "43" : "45");
        assert_string_equal(figure.state, revision == 3 ? "estimated" : "exact");
    }
    assert_int_equal(pp_archive_figure(archive, "restricted", address, "2022-Q1", &figure), PP_OK);
    assert_null(figure.edition);
    prepare(archive, order_of(scene, "public", "99"));
    assert_int_equal(pp_archive_figure(archive, "public", address, "2022-Q1", &figure), PP_OK);
    assert_string_equal(figure.state, "suppressed"); /* prepared editions bind nobody */
    pp_archive_close(archive);
}

static void another_key_is_refused(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, NULL);

    pp_archive_close(archive);
    pp_archive_close(open_archive(scene, "k1"));
    archive = NULL;
    assert_int_equal(try_open(scene, "k2", &archive), PP_USAGE);
    assert_null(archive);
    assert_int_equal(said(scene, "archive.other-key"), 1);
    pp_archive_close(open_archive(scene, "k1"));
    pp_archive_close(open_archive(scene, NULL));
}

static void two_runs_do_not_mix(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    struct pp_archive_edition edition = prepare(archive, order_of(scene, "public", "43"));

    /* the other run: a process that holds the write lock until it is told to end */
    int ready[2], done[2];
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    pp_archive_close(archive);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char command[4096], byte;
        close(done[1]);
        snprintf(command, sizeof command, "%s", scene->path);
        int fd = open(command, O_RDWR);
        /* SQLite's locking bytes of a rollback or WAL database */
        struct flock lock = {
            .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512};
        if (fd < 0 || fcntl(fd, F_SETLK, &lock) != 0 || write(ready[1], "x", 1) != 1)
            _exit(1);
        _exit(read(done[0], &byte, 1) < 0);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    archive = NULL;
    assert_int_equal(try_open(scene, "k1", &archive), PP_LOCKED);
    assert_int_equal(said(scene, "archive.locked"), 1);
    close(done[0]);
    close(done[1]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    close(ready[0]);
    close(ready[1]);
    archive = open_archive(scene, "k1");
    assert_int_equal(pp_archive_publish(archive, edition.id), PP_OK);
    pp_archive_close(archive);
}

static char *slurp(struct scene *scene, size_t *size)
{
    struct pp_bytes bytes;

    assert_int_equal(
        pp_file_read(scene->world->run, scene->world->arena, scene->path, 0, &bytes), PP_OK);
    *size = bytes.size;
    return pp_arena_memdup(scene->world->arena, bytes.data, bytes.size);
}

static void spill(struct scene *scene, const char *bytes, size_t size)
{
    unlink(pp_arena_printf(scene->world->arena, "%s-wal", scene->path));
    unlink(pp_arena_printf(scene->world->arena, "%s-shm", scene->path));
    assert_int_equal(pp_file_write(scene->world->run, scene->path, bytes, size, 0), PP_OK);
}

static void damage_is_said(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    size_t size;

    prepare(archive, order_of(scene, "public", "43"));
    pp_archive_close(archive);
    char *good = slurp(scene, &size);
    char *bad = pp_arena_memdup(scene->world->arena, good, size);
    memset(bad, 'x', 16); /* the head */
    spill(scene, bad, size);
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.corrupt"), 1);
    memcpy(bad, good, size);
    memset(bad + size / 2, 0xA5, size / 4); /* the middle */
    spill(scene, bad, size);
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.corrupt"), 2);
    spill(scene, good, size / 2); /* torn off */
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.corrupt"), 3);
    spill(scene, good, size);
    pp_archive_close(open_archive(scene, "k1"));
}

/* user_version and application_id stand big-endian at bytes 60 and 68 of an SQLite file. */
static void other_versions_and_files_are_refused(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    size_t size;

    pp_archive_close(archive);
    char *bytes = slurp(scene, &size);
    bytes[63] = 99;
    spill(scene, bytes, size);
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.newer"), 1);
    bytes[63] = 1;
    bytes[68] = 'X';
    spill(scene, bytes, size);
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.other-file"), 1);
    /* refusing changes nothing */
    size_t after;
    assert_memory_equal(slurp(scene, &after), bytes, size);
    assert_int_equal(after, size);
}

static void missing_folders_and_rights_are_said(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = NULL;
    const char *path = scene->path;

    scene->path = pp_path_join(scene->world->arena, scene->folder, "no/archive.db");
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.cannot-open"), 1);
    scene->path = scene->folder;
    assert_int_equal(try_open(scene, "k1", &archive), PP_ENV);
    assert_int_equal(said(scene, "archive.cannot-open"), 2);
    scene->path = path;
    pp_archive_close(open_archive(scene, "k1"));
    assert_int_equal(chmod(path, 0444), 0);
    /* root may write everything: become nobody for a moment */
    uid_t user = geteuid();
    if (user == 0)
        assert_int_equal(seteuid(65534), 0);
    enum pp_status status = try_open(scene, "k1", &archive);
    if (user == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(status, PP_ENV);
    assert_int_equal(said(scene, "archive.read-only") + said(scene, "archive.cannot-open"), 3);
}

static void no_person_stands_in_it(void **state)
{
    struct scene *scene = *state;
    struct pp_archive *archive = open_archive(scene, "k1");
    struct world *world = scene->world;
    struct pp_person person = {{0}};
    size_t size;

    world_event(world, "a", NULL, "riga", NULL, "?");
    for (int i = 1; i <= 9; i++) {
        struct pp_attendance_record *row = world_row(world, "a", i);
        memcpy(row->person.hash, "PERSONPERSONPER", 15);
        row->person.hash[15] = (unsigned char)i;
        person = row->person;
    }
    struct pp_results *results = world_close(world, "public");
    struct pp_archive_order order = {
        .klass = "public", .period = "2022-Q1", .manifest = "0", .table = results->table};
    prepare(archive, order);
    pp_archive_close(archive);
    char *bytes = slurp(scene, &size);
    for (size_t i = 0; i + 15 <= size; i++)
        assert_memory_not_equal(bytes + i, person.hash, 15);
    assert_true(size > 4096);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_edition_lives_its_life),
        TEST(states_change_only_along_the_protocol),
        TEST(figures_carry_their_revision),
        TEST(another_key_is_refused),
        TEST(two_runs_do_not_mix),
        TEST(damage_is_said),
        TEST(other_versions_and_files_are_refused),
        TEST(missing_folders_and_rights_are_said),
        TEST(no_person_stands_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
