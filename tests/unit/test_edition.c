/* Releases: what a reader finds, and what a stopped run leaves, line by line of the table in
 * docs/figures.md, section 8. A kill is played by making the state that it would leave. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactpress/archive.h"
#include "pactpress/edition.h"
#include "pactpress/file.h"
#include "pactpress/staging.h"
#include "pactpress/str.h"

#include "figures_world.h"
#include "support.h"

struct scene {
    struct world *world;
    struct pp_run *run;
    struct pp_arena *arena;
    const char *out;
    struct pp_person_key key;
    struct pp_release order;
    struct pp_edition edition; /* of the last release */
};

static const char first_id[] = "public-2022-Q1-1", second_id[] = "public-2022-Q1-2";

static const char *at(const struct scene *scene, const char *path)
{
    return pp_path_join(scene->arena, scene->out, path);
}

static const char *edition_path(const struct scene *scene, const char *id, const char *path)
{
    return pp_arena_printf(scene->arena, "%s/editions/%s/%s", scene->out, id, path);
}

static void put(const struct scene *scene, const char *path, const char *text)
{
    support_file(scene->arena, scene->out, path, text);
}

/* A candidate of three files, one of them in a folder. */
static void make_candidate(const struct scene *scene, const char *version)
{
    put(scene, "candidate/public/2022-Q1/bulletin/riga.pdf", version);
    put(scene, "candidate/public/2022-Q1/figures.csv", "address\r\n");
    put(scene, "candidate/public/2022-Q1/manifest.json",
        pp_arena_printf(scene->arena, "{\"version\": \"%s\"}\n", version));
}

static int set_up(void **state)
{
    struct world *world = world_new();
    struct scene *scene = pp_arena_alloc(world->arena, sizeof *scene);
    scene->world = world;
    scene->run = world->run;
    scene->arena = world->arena;
    world_event(world, "a", NULL, "riga", NULL, "43");
    strcpy(world->accounts.items[0].digest, "aa");
    struct pp_results *results = world_close(world, "public");
    results->accounts = &world->accounts;
    world->project.folder = support_folder(world->arena, "edition");
    scene->out = pp_path_join(world->arena, world->project.folder, "out");
    strcpy(scene->key.fingerprint, "0123456789abcdef");
    make_candidate(scene, "one");
    scene->order = (struct pp_release){
        .project = &world->project,
        .period = results->period.key,
        .table = results->table,
        .accounts = results->accounts,
        .fingerprint = scene->key.fingerprint,
        .out = scene->out,
        .klass = "public",
        .candidate = at(scene, "candidate/public/2022-Q1"),
    };
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    int status = pp_folder_remove(scene->run, scene->world->project.folder) == PP_OK ? 0 : 1;
    world_free(scene->world);
    return status;
}

static enum pp_status release(struct scene *scene)
{
    memset(&scene->edition, 0, sizeof scene->edition);
    return pp_edition_release(scene->run, scene->arena, &scene->order, &scene->edition);
}

static void assert_released(struct scene *scene, const char *id, bool same)
{
    enum pp_status status = release(scene);
    if (status != PP_OK)
        fail_msg("status %d: %s", status, pp_diag_at(scene->run, 0)->sentence);
    assert_string_equal(scene->edition.id, id);
    assert_int_equal(scene->edition.same, same);
}

static struct pp_archive *open_archive(const struct scene *scene)
{
    struct pp_archive *archive = NULL;
    const char *path = pp_path_join(scene->arena, scene->world->project.folder, "archive.db");
    assert_int_equal(
        pp_archive_open(scene->run, scene->arena, path, scene->key.fingerprint, &archive), PP_OK);
    return archive;
}

/* "public-2022-Q1-1 published, public-2022-Q1-2 prepared" */
static void assert_rows(const struct scene *scene, const char *expected)
{
    struct pp_archive *archive = open_archive(scene);
    struct pp_archive_editions rows;
    const char *text = "";
    assert_int_equal(pp_archive_list(archive, NULL, NULL, &rows), PP_OK);
    for (size_t i = 0; i < rows.count; i++)
        text = pp_arena_printf(
            scene->arena, "%s%s%s %s", text, i ? ", " : "", rows.items[i].id,
            pp_edition_state_name(rows.items[i].state));
    pp_archive_close(archive);
    assert_string_equal(text, expected);
}

/* The names in a folder, with spaces between. */
static void assert_names(const struct scene *scene, const char *folder, const char *expected)
{
    char **names;
    size_t count;
    const char *text = "";
    assert_int_equal(
        pp_folder_list(scene->run, scene->arena, at(scene, folder), &names, &count), PP_OK);
    for (size_t i = 0; i < count; i++)
        text = pp_arena_printf(scene->arena, "%s%s%s", text, i ? " " : "", names[i]);
    assert_string_equal(text, expected);
}

static void assert_link(const struct scene *scene, const char *id)
{
    const char *target;
    assert_int_equal(
        pp_link_read(scene->run, scene->arena, at(scene, "public/2022-Q1"), &target), PP_OK);
    if (!id) {
        assert_null(target);
        return;
    }
    assert_non_null(target);
    assert_string_equal(target, pp_arena_printf(scene->arena, "../editions/%s", id));
}

static void assert_holds(const struct scene *scene, const char *path, const char *text)
{
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(scene->run, scene->arena, path, 0, &bytes), PP_OK);
    assert_string_equal((const char *)bytes.data, text);
}

/* Everything below a folder with inode, mode and size, to see that nothing was touched. */
static const char *picture_of(const struct scene *scene, const char *folder)
{
    char **names;
    size_t count;
    const char *text = "";
    assert_int_equal(pp_folder_list(scene->run, scene->arena, folder, &names, &count), PP_OK);
    for (size_t i = 0; i < count; i++) {
        const char *path = pp_path_join(scene->arena, folder, names[i]);
        struct stat about;
        assert_int_equal(lstat(path, &about), 0);
        text = pp_arena_printf(
            scene->arena, "%s%s %lu %o %ld\n%s", text, path, (unsigned long)about.st_ino,
            (unsigned)about.st_mode, S_ISDIR(about.st_mode) ? 0 : (long)about.st_size,
            S_ISDIR(about.st_mode) ? picture_of(scene, path) : "");
    }
    return text;
}

static struct stat about(const char *path)
{
    struct stat it;
    assert_int_equal(lstat(path, &it), 0);
    return it;
}

/* Enters an edition as prepared, as step 3 does, with the manifest of the candidate. */
static void enter_prepared(const struct scene *scene, const char *klass)
{
    struct pp_archive *archive = open_archive(scene);
    struct pp_archive_edition edition;
    char digest[PP_DIGEST_HEX];
    uint64_t size;
    const char *path = pp_path_join(scene->arena, scene->order.candidate, "manifest.json");
    assert_int_equal(pp_file_digest(scene->run, path, &size, digest), PP_OK);
    struct pp_archive_order order = {
        .klass = klass, .period = "2022-Q1", .manifest = digest, .table = scene->order.table};
    assert_int_equal(pp_archive_prepare(archive, &order, &edition), PP_OK);
    pp_archive_close(archive);
}

/* What step 2 makes. */
static void make_folder(const struct scene *scene, const char *id, const char *version)
{
    support_file(scene->arena, scene->out, edition_path(scene, id, "bulletin/riga.pdf"), version);
    put(scene, edition_path(scene, id, "figures.csv"), "address\r\n");
    put(scene, edition_path(scene, id, "manifest.json"),
        pp_arena_printf(scene->arena, "{\"version\": \"%s\"}\n", version));
}

static void set_link(const struct scene *scene, const char *id)
{
    assert_int_equal(pp_folder_make(scene->run, at(scene, "public"), 0), PP_OK);
    const char *target = pp_arena_printf(scene->arena, "../editions/%s", id);
    assert_int_equal(pp_link_replace(scene->run, target, at(scene, "public/2022-Q1")), PP_OK);
}

static void publishes_a_candidate(void **state)
{
    struct scene *scene = *state;
    const char *before = picture_of(scene, scene->order.candidate);
    assert_released(scene, first_id, false);
    assert_string_equal(scene->edition.folder, at(scene, "editions/public-2022-Q1-1"));
    assert_string_equal(scene->edition.link, at(scene, "public/2022-Q1"));
    assert_link(scene, first_id);
    assert_holds(scene, at(scene, "public/2022-Q1/bulletin/riga.pdf"), "one");
    assert_rows(scene, "public-2022-Q1-1 published");
    assert_names(scene, "editions", first_id);
    assert_names(scene, "public", "2022-Q1");
    assert_string_equal(picture_of(scene, scene->order.candidate), before);
    /* A copy: who edits the candidate does not edit the edition, and nobody edits that. */
    struct stat file = about(edition_path(scene, first_id, "figures.csv"));
    assert_int_equal(file.st_nlink, 1);
    assert_int_equal(file.st_mode & 07777, 0444);
}

static void publishes_nothing_twice(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    const char *before = picture_of(scene, at(scene, "editions"));
    assert_released(scene, first_id, true);
    assert_string_equal(picture_of(scene, at(scene, "editions")), before);
    assert_rows(scene, "public-2022-Q1-1 published");
}

static void links_what_did_not_change(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_candidate(scene, "two");
    assert_released(scene, second_id, false);
    assert_link(scene, second_id);
    assert_rows(scene, "public-2022-Q1-1 published, public-2022-Q1-2 published");
    assert_holds(scene, edition_path(scene, first_id, "bulletin/riga.pdf"), "one");
    assert_holds(scene, edition_path(scene, second_id, "bulletin/riga.pdf"), "two");
    assert_int_equal(
        about(edition_path(scene, first_id, "figures.csv")).st_ino,
        about(edition_path(scene, second_id, "figures.csv")).st_ino);
    assert_int_equal(about(edition_path(scene, second_id, "bulletin/riga.pdf")).st_nlink, 1);
}

/* Same size and time, other bytes: they count. */
static void links_by_bytes_only(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_candidate(scene, "two");
    put(scene, "candidate/public/2022-Q1/figures.csv", "ADDRESS\r\n");
    assert_released(scene, second_id, false);
    assert_holds(scene, edition_path(scene, first_id, "figures.csv"), "address\r\n");
    assert_holds(scene, edition_path(scene, second_id, "figures.csv"), "ADDRESS\r\n");
}

static void clears_what_step_two_left(void **state)
{
    struct scene *scene = *state;
    put(scene, "editions/.public-2022-Q1-1.new/bulletin/riga.pdf", "half");
    put(scene, "candidate/public/.staging-2021-Q4/figures.csv", "half");
    set_link(scene, "public-2022-Q1-7");
    assert_int_equal(
        pp_file_rename(scene->run, at(scene, "public/2022-Q1"), at(scene, "public/.2022-Q1.new")),
        PP_OK);
    assert_released(scene, first_id, false);
    assert_names(scene, "editions", first_id);
    assert_names(scene, "candidate/public", "2022-Q1");
    assert_names(scene, "public", "2022-Q1");
}

static void clears_a_folder_without_a_row(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_folder(scene, second_id, "stopped");
    make_candidate(scene, "two");
    assert_released(scene, second_id, false);
    assert_holds(scene, edition_path(scene, second_id, "bulletin/riga.pdf"), "two");
    assert_rows(scene, "public-2022-Q1-1 published, public-2022-Q1-2 published");
}

static void discards_what_nobody_has_seen(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_folder(scene, second_id, "stopped");
    enter_prepared(scene, "public");
    assert_rows(scene, "public-2022-Q1-1 published, public-2022-Q1-2 prepared");
    assert_released(scene, first_id, true);
    assert_names(scene, "editions", first_id);
    assert_rows(scene, "public-2022-Q1-1 published");
    assert_link(scene, first_id);
}

static void ends_what_the_link_published(void **state)
{
    struct scene *scene = *state;
    enter_prepared(scene, "public");
    make_folder(scene, first_id, "one");
    set_link(scene, first_id);
    assert_released(scene, first_id, true);
    assert_rows(scene, "public-2022-Q1-1 published");
}

static void assert_nothing_touched(struct scene *scene, const char *rule)
{
    const char *before = picture_of(scene, scene->out);
    assert_int_equal(release(scene), PP_ENV);
    assert_null(scene->edition.id);
    assert_int_equal(support_count_rule(scene->run, rule), 1);
    assert_string_equal(picture_of(scene, scene->out), before);
}

/* Rubbish that would be cleared stays too: first everything is judged. */
static void touches_nothing_when_a_prepared_folder_was_changed(void **state)
{
    struct scene *scene = *state;
    enter_prepared(scene, "public");
    make_folder(scene, first_id, "changed");
    put(scene, "editions/.public-2022-Q1-9.new/x", "half");
    set_link(scene, first_id);
    assert_nothing_touched(scene, "edition.changed");
    assert_rows(scene, "public-2022-Q1-1 prepared");
}

static void touches_nothing_when_a_prepared_folder_is_gone(void **state)
{
    struct scene *scene = *state;
    enter_prepared(scene, "public");
    set_link(scene, first_id);
    assert_nothing_touched(scene, "edition.changed");
    assert_rows(scene, "public-2022-Q1-1 prepared");
}

static void withdraw(const struct scene *scene, const char *id)
{
    struct pp_archive *archive = open_archive(scene);
    assert_int_equal(pp_archive_withdraw(archive, id), PP_OK);
    pp_archive_close(archive);
}

/* The candidate equals edition 1, so nothing but the settling moves the link. */
static void moves_the_link_off_a_withdrawn_edition(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_candidate(scene, "two");
    assert_released(scene, second_id, false);
    withdraw(scene, second_id);
    make_candidate(scene, "one");
    assert_released(scene, first_id, true);
    assert_link(scene, first_id);
    assert_rows(scene, "public-2022-Q1-1 published, public-2022-Q1-2 withdrawn");
    assert_holds(scene, edition_path(scene, second_id, "bulletin/riga.pdf"), "two");
}

/* The release of another period settles this one too. */
static void takes_the_link_of_the_only_edition_away(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    withdraw(scene, first_id);
    scene->order.period = "2022-Q2";
    assert_released(scene, "public-2022-Q2-1", false);
    assert_link(scene, NULL);
    assert_names(scene, "public", "2022-Q2");
}

static struct pp_withdrawal take_back(struct scene *scene, const char *id)
{
    struct pp_withdrawal withdrawal = {0};
    assert_int_equal(
        pp_edition_withdraw(
            scene->run, scene->arena, &scene->world->project, scene->out, id, &withdrawal),
        PP_OK);
    return withdrawal;
}

static void withdraws_to_the_edition_before(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_candidate(scene, "two");
    assert_released(scene, second_id, false);
    struct pp_withdrawal withdrawal = take_back(scene, second_id);
    assert_string_equal(withdrawal.now, first_id);
    assert_false(withdrawal.already);
    assert_link(scene, first_id);
    assert_rows(scene, "public-2022-Q1-1 published, public-2022-Q1-2 withdrawn");
    assert_holds(scene, edition_path(scene, second_id, "bulletin/riga.pdf"), "two");
    assert_true(take_back(scene, second_id).already);
    assert_null(take_back(scene, first_id).now);
    assert_link(scene, NULL);
    assert_released(scene, "public-2022-Q1-3", false); /* the number is not used again */
}

/* Settled first: what a stopped release had prepared is gone, and was no edition. */
static void withdraws_no_edition_that_nobody_has_seen(void **state)
{
    struct scene *scene = *state;
    struct pp_withdrawal withdrawal;
    assert_released(scene, first_id, false);
    make_folder(scene, second_id, "stopped");
    enter_prepared(scene, "public");
    assert_int_equal(
        pp_edition_withdraw(
            scene->run, scene->arena, &scene->world->project, scene->out, second_id, &withdrawal),
        PP_USAGE);
    assert_rows(scene, "public-2022-Q1-1 published");
    assert_link(scene, first_id);
}

static void says_what_settling_would_do(void **state)
{
    struct scene *scene = *state;
    struct pp_editions_view view;
    assert_released(scene, first_id, false);
    make_folder(scene, second_id, "stopped");
    enter_prepared(scene, "public");
    put(scene, "candidate/public/.staging-2022-Q1/a.pdf", "half");
    const char *before = picture_of(scene, scene->out);
    assert_int_equal(
        pp_editions_look(
            scene->run, scene->arena, &scene->world->project, scene->out, "public", "2022-Q1",
            &view),
        PP_OK);
    assert_string_equal(picture_of(scene, scene->out), before);
    assert_int_equal(view.editions.count, 2);
    assert_int_equal(view.links.count, 1);
    assert_string_equal(view.links.items[0].id, first_id);
    assert_int_equal(view.left.count, 2);
    assert_non_null(strstr(view.left.items[0], second_id));
    assert_non_null(strstr(view.left.items[1], ".staging-2022-Q1"));
}

static void leaves_what_another_output_folder_prepared(void **state)
{
    struct scene *scene = *state;
    enter_prepared(scene, "restricted");
    assert_released(scene, first_id, false);
    assert_rows(scene, "restricted-2022-Q1-1 prepared, public-2022-Q1-1 published");
}

static void refuses_editions_without_their_archive(void **state)
{
    struct scene *scene = *state;
    const char *archive = pp_path_join(scene->arena, scene->world->project.folder, "archive.db");
    assert_released(scene, first_id, false);
    assert_int_equal(unlink(archive), 0);
    assert_nothing_touched(scene, "edition.no-archive");
    assert_false(pp_file_exists(archive));
}

/* An old copy of the archive was brought back: published folders are no rubbish. */
static void refuses_an_archive_older_than_the_editions(void **state)
{
    struct scene *scene = *state;
    const char *archive = pp_path_join(scene->arena, scene->world->project.folder, "archive.db");
    struct pp_bytes old;
    assert_released(scene, first_id, false);
    assert_int_equal(pp_file_read(scene->run, scene->arena, archive, 0, &old), PP_OK);
    make_candidate(scene, "two");
    assert_released(scene, second_id, false);
    assert_int_equal(pp_file_write(scene->run, archive, old.data, old.size, 0), PP_OK);
    assert_nothing_touched(scene, "edition.unknown");
}

/* Withdrawn to the last, and then an old archive: no link tells that edition 3 was published. */
static void touches_no_folder_that_a_crash_cannot_leave(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_folder(scene, "public-2022-Q1-3", "three");
    assert_nothing_touched(scene, "edition.unknown");
}

/* `editions: {keep: 2}`; rows stay, and withdrawing goes back as far as there are folders. */
static void keeps_so_many_folders(void **state)
{
    struct scene *scene = *state;
    struct pp_withdrawal withdrawal;
    static const char *const versions[] = {"one", "two", "three", "four"};
    scene->world->project.editions.keep = 2;
    for (size_t i = 0; i < 4; i++) {
        make_candidate(scene, versions[i]);
        assert_int_equal(release(scene), PP_OK);
    }
    assert_names(scene, "editions", "public-2022-Q1-3 public-2022-Q1-4");
    struct pp_archive *archive = open_archive(scene);
    struct pp_archive_editions rows;
    assert_int_equal(pp_archive_list(archive, NULL, NULL, &rows), PP_OK);
    assert_int_equal(rows.count, 4);
    pp_archive_close(archive);
    assert_int_equal(
        pp_edition_withdraw(
            scene->run, scene->arena, &scene->world->project, scene->out, "public-2022-Q1-4",
            &withdrawal),
        PP_OK);
    assert_string_equal(withdrawal.now, "public-2022-Q1-3");
    assert_int_equal(
        pp_edition_withdraw(
            scene->run, scene->arena, &scene->world->project, scene->out, "public-2022-Q1-3",
            &withdrawal),
        PP_OK);
    assert_null(withdrawal.now);
    assert_false(pp_file_exists(at(scene, "public/2022-Q1")));
}

/* Deleting goes by a temporary name: the next release finishes it. */
static void finishes_deleting_old_folders(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_candidate(scene, "two");
    assert_released(scene, second_id, false);
    assert_int_equal(
        pp_file_rename(
            scene->run, edition_path(scene, first_id, ""),
            at(scene, "editions/.public-2022-Q1-1.new")),
        PP_OK);
    scene->world->project.editions.keep = 1;
    assert_released(scene, second_id, true);
    assert_names(scene, "editions", second_id);
}

static void leaves_other_names_alone(void **state)
{
    struct scene *scene = *state;
    put(scene, "editions/notes-on-1/a.txt", "a");
    put(scene, "editions/public-2022-Q1-01/a.txt", "a");
    put(scene, "public/index.html", "a");
    assert_released(scene, first_id, false);
    assert_names(scene, "editions", "notes-on-1 public-2022-Q1-01 public-2022-Q1-1");
    assert_names(scene, "public", "2022-Q1 index.html");
}

static void restores_a_lost_link_and_folder(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    assert_int_equal(unlink(at(scene, "public/2022-Q1")), 0);
    assert_released(scene, first_id, true);
    assert_link(scene, first_id);
    assert_int_equal(pp_folder_remove(scene->run, at(scene, "editions")), PP_OK);
    assert_released(scene, first_id, true);
    assert_holds(scene, at(scene, "public/2022-Q1/bulletin/riga.pdf"), "one");
}

static void reports_a_published_folder_that_was_changed(void **state)
{
    struct scene *scene = *state;
    const char *file = edition_path(scene, first_id, "bulletin/riga.pdf");
    assert_released(scene, first_id, false);
    assert_int_equal(unlink(file), 0);
    assert_nothing_touched(scene, "edition.changed");
    put(scene, file, "ONE");
    assert_int_equal(release(scene), PP_ENV);
    put(scene, file, "one");
    put(scene, edition_path(scene, first_id, "bulletin/more.txt"), "more");
    assert_int_equal(release(scene), PP_ENV);
    assert_int_equal(unlink(edition_path(scene, first_id, "bulletin/more.txt")), 0);
    assert_released(scene, first_id, true);
}

static void leaves_a_folder_in_the_place_of_the_link(void **state)
{
    struct scene *scene = *state;
    put(scene, "public/2022-Q1/mine.txt", "mine");
    assert_nothing_touched(scene, "edition.no-link");
    assert_rows(scene, "");
}

static void says_when_folders_cannot_be_made(void **state)
{
    struct scene *scene = *state;
    put(scene, "editions", "a file");
    assert_int_equal(release(scene), PP_ENV);
    assert_string_equal(pp_diag_at(scene->run, 0)->where.file, at(scene, "editions"));
    assert_non_null(strstr(pp_diag_at(scene->run, 0)->sentence, "not a folder"));
    assert_rows(scene, "");
    assert_link(scene, NULL);
}

/* After the row, before the link: both are taken back. */
static void takes_back_when_the_link_cannot_be_made(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(symlink("nowhere", at(scene, "public")), 0);
    assert_int_equal(release(scene), PP_ENV);
    assert_rows(scene, "");
    assert_names(scene, "editions", "");
    assert_int_equal(unlink(at(scene, "public")), 0);
    assert_released(scene, first_id, false);
}

/* Runs a release in a child: what is done to that process must not stay. */
static int release_in_child(struct scene *scene, void (*prepare)(struct scene *))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        prepare(scene);
        _exit((int)release(scene));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* No file may grow beyond a few bytes: what a full disk looks like to a write. */
static void fill_the_disk(struct scene *scene)
{
    struct rlimit limit = {8, 8};
    (void)scene;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        _exit(100);
}

static void leaves_the_old_edition_whole_on_a_full_disk(void **state)
{
    struct scene *scene = *state;
    assert_released(scene, first_id, false);
    make_candidate(scene, "two, which is longer than the limit");
    const char *before = picture_of(scene, scene->out);
    assert_int_equal(release_in_child(scene, fill_the_disk), PP_ENV);
    assert_string_equal(picture_of(scene, scene->out), before);
    assert_rows(scene, "public-2022-Q1-1 published");
    assert_released(scene, second_id, false);
}

static void just_run(struct scene *scene)
{
    (void)scene;
}

/* Another output folder, the same archive. */
static void waits_for_nobody(void **state)
{
    struct scene *scene = *state;
    const char *private = pp_path_join(scene->arena, scene->world->project.folder, "private");
    int handle;
    assert_int_equal(pp_lock(scene->run, scene->arena, private, &handle), PP_OK);
    assert_int_equal(release_in_child(scene, just_run), PP_LOCKED);
    pp_unlock(handle);
    assert_false(pp_file_exists(at(scene, "editions")));
    assert_released(scene, first_id, false);
}

static void stops_when_asked(void **state)
{
    struct scene *scene = *state;
    volatile int stop = SIGTERM;
    scene->run->stop = &stop;
    assert_int_equal(release(scene), PP_TERMINATED);
    scene->run->stop = NULL;
    assert_names(scene, "editions", "");
    assert_rows(scene, "");
    assert_released(scene, first_id, false);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(publishes_a_candidate),
        SCENE(publishes_nothing_twice),
        SCENE(links_what_did_not_change),
        SCENE(links_by_bytes_only),
        SCENE(clears_what_step_two_left),
        SCENE(clears_a_folder_without_a_row),
        SCENE(discards_what_nobody_has_seen),
        SCENE(ends_what_the_link_published),
        SCENE(touches_nothing_when_a_prepared_folder_was_changed),
        SCENE(touches_nothing_when_a_prepared_folder_is_gone),
        SCENE(moves_the_link_off_a_withdrawn_edition),
        SCENE(takes_the_link_of_the_only_edition_away),
        SCENE(withdraws_to_the_edition_before),
        SCENE(withdraws_no_edition_that_nobody_has_seen),
        SCENE(says_what_settling_would_do),
        SCENE(leaves_what_another_output_folder_prepared),
        SCENE(refuses_editions_without_their_archive),
        SCENE(refuses_an_archive_older_than_the_editions),
        SCENE(touches_no_folder_that_a_crash_cannot_leave),
        SCENE(keeps_so_many_folders),
        SCENE(finishes_deleting_old_folders),
        SCENE(leaves_other_names_alone),
        SCENE(restores_a_lost_link_and_folder),
        SCENE(reports_a_published_folder_that_was_changed),
        SCENE(leaves_a_folder_in_the_place_of_the_link),
        SCENE(says_when_folders_cannot_be_made),
        SCENE(takes_back_when_the_link_cannot_be_made),
        SCENE(leaves_the_old_edition_whole_on_a_full_disk),
        SCENE(waits_for_nobody),
        SCENE(stops_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
