/* Runs a fuzz target without a fuzzer: over each file of the folders named on the command line, and
 * over mutations of each. The mutations come from a fixed seed, so that a run repeats.
 *
 *   build/asan/tests/fuzz_utf8 tests/fuzz/corpus/utf8          what the tests do
 *   FUZZ_MUTATIONS=100000 build/asan/tests/fuzz_utf8 ...       a longer search
 *
 * The input in work is kept in the file FUZZ_LAST (if set), to be looked at after a crash. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { USUAL_MUTATIONS = 200, LARGEST = 1 << 20, STEPS = 4 };

struct input {
    uint8_t *data;
    size_t size; /* [bytes] */
};

/* xorshift64*, enough for picking places. */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

static size_t pick(uint64_t *state, size_t below)
{
    return below > 0 ? (size_t)(next_number(state) % below) : 0;
}

static void keep(const struct input *input)
{
    const char *path = getenv("FUZZ_LAST");
    FILE *file = path != NULL ? fopen(path, "wb") : NULL;
    if (file == NULL)
        return;
    fwrite(input->data, 1, input->size, file);
    fclose(file);
}

/* The target sees a copy that ends where its allocation ends: reading one byte more is found. */
static void feed(const struct input *input)
{
    uint8_t *copy = malloc(input->size > 0 ? input->size : 1);
    if (copy == NULL)
        abort();
    if (input->size > 0)
        memcpy(copy, input->data, input->size);
    keep(input);
    LLVMFuzzerTestOneInput(copy, input->size);
    free(copy);
}

static void remove_range(struct input *input, size_t at, size_t count)
{
    memmove(input->data + at, input->data + at + count, input->size - at - count);
    input->size -= count;
}

static void insert_range(struct input *input, size_t at, const uint8_t *bytes, size_t count)
{
    if (count > LARGEST - input->size)
        return;
    memmove(input->data + at + count, input->data + at, input->size - at);
    memcpy(input->data + at, bytes, count);
    input->size += count;
}

static void mutate(struct input *input, uint64_t *state)
{
    static const uint8_t special[] = {0,    '\n', '\r', '"',  '\'', '\\', '{', '}', '[', ']',
                                      '<',  '&',  ';',  ',',  ':',  '%',  '#', '*', '|', 0x7F,
                                      0x80, 0xC3, 0xED, 0xEF, 0xFF, '9',  '-', ' '};
    uint8_t piece[64];
    size_t at = pick(state, input->size), left = input->size - at;
    size_t count = 1 + pick(state, left < sizeof piece ? left : sizeof piece);
    count = count < left ? count : left;
    switch (pick(state, 5)) {
    case 0:
        if (left > 0)
            input->data[at] ^= (uint8_t)(1u << pick(state, 8));
        break;
    case 1:
        insert_range(input, at, &special[pick(state, sizeof special)], 1);
        break;
    case 2:
        remove_range(input, at, count);
        break;
    case 3: /* the same piece once more, elsewhere */
        memcpy(piece, input->data + at, count);
        insert_range(input, pick(state, input->size), piece, count);
        break;
    default:
        input->size = at; /* torn off */
    }
}

static struct input read_input(const char *folder, const char *name)
{
    char path[4096];
    struct input input = {.data = malloc(LARGEST)};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || input.data == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    input.size = fread(input.data, 1, LARGEST, file);
    fclose(file);
    return input;
}

static void replay_file(const char *folder, const char *name, size_t mutations)
{
    struct input original = read_input(folder, name);
    struct input changed = {.data = malloc(LARGEST)};
    uint64_t state = 88172645463325252u;
    if (changed.data == NULL)
        abort();
    feed(&original);
    for (size_t i = 0; i < mutations; i++) {
        memcpy(changed.data, original.data, original.size);
        changed.size = original.size;
        for (size_t step = 1 + pick(&state, STEPS); step > 0; step--)
            mutate(&changed, &state);
        feed(&changed);
    }
    free(original.data);
    free(changed.data);
}

static size_t replay_folder(const char *folder, size_t mutations)
{
    size_t count = 0;
    DIR *names = opendir(folder);
    if (names == NULL) {
        fprintf(stderr, "cannot open the corpus %s\n", folder);
        exit(1);
    }
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        replay_file(folder, entry->d_name, mutations);
        count++;
    }
    closedir(names);
    return count;
}

int main(int argc, char **argv)
{
    const char *wanted = getenv("FUZZ_MUTATIONS");
    size_t mutations =
        wanted != NULL && *wanted != '\0' ? strtoul(wanted, NULL, 10) : USUAL_MUTATIONS;
    size_t count = 0;
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i], mutations);
    printf("replayed %zu files, %zu mutations of each\n", count, mutations);
    return count > 0 ? 0 : 1;
}
