# The same input gives the same bytes: on another day, in another language and time zone, for another user,
# in other folders, whatever order the files lie in. Each build is compared with the first, byte for byte.
set -u

failed=0
umask 022
cp -R "$SOURCE/samples/epi" "$BUILD/epi"
[ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$BUILD/epi/pactpress.yaml"
rm -rf "$BUILD/epi/private"
# The date of a message is that of SOURCE_DATE_EPOCH (mail.sh).
sed -i 's/, eml\]/]/' "$BUILD/epi/pactpress.yaml"
export PACTPRESS_KEY_FILE=$BUILD/key
unset SOURCE_DATE_EPOCH LC_ALL LANG TZ

# compare NAME FOLDER
compare() {
    local found
    found=$(diff -rq -x '.record-*' "$BUILD/first/candidate" "$2/candidate" 2>&1 | head -n 1)
    if [ -z "$found" ] && [ -s "$2/candidate/public/2022-Q1/manifest.json" ]; then
        echo "ok same bytes: $1"
    else
        echo "not ok same bytes: $1: ${found:-nothing was built}"
        failed=1
    fi
    rm -rf "$2"
}

# build NAME PROJECT [VARIABLE=VALUE...]: builds and compares.
build() {
    local name=$1 project=$2
    shift 2
    if ! env "$@" "$PACTPRESS" build -C "$project" --out "$BUILD/out" >"$BUILD/said" 2>&1; then
        tail -n 3 "$BUILD/said" | sed 's/^/# /'
        echo "not ok same bytes: $name: the build failed"
        failed=1
        return
    fi
    compare "$name" "$BUILD/out"
}

"$PACTPRESS" build -C "$BUILD/epi" --out "$BUILD/first" >"$BUILD/said" 2>&1 || {
    tail -n 3 "$BUILD/said" | sed 's/^/# /'
    echo "not ok same bytes: the first build failed"
    exit 1
}

mkdir -p "$BUILD/elsewhere/a folder" "$BUILD/home"
# Copied in reverse order, so that the folder lists them otherwise; with today's times.
(cd "$BUILD/epi" && find . -type d ! -path './private*' -exec mkdir -p "$BUILD/elsewhere/a folder/{}" \; &&
    find . -type f ! -path './private*' | sort -r | while IFS= read -r file; do
        cat "$file" >"$BUILD/elsewhere/a folder/$file"
    done)
build "another folder, other order and times of files" "$BUILD/elsewhere/a folder"
build "another key and home" "$BUILD/epi" PACTPRESS_KEY_FILE="$BUILD/key2" HOME="$BUILD/home"

if [ -d "$GERMAN_LOCPATH/de_DE.UTF-8" ]; then
    build "a German locale, Asia/Kathmandu" "$BUILD/epi" LOCPATH="$GERMAN_LOCPATH" \
        LC_ALL=de_DE.UTF-8 LANGUAGE=de TZ=Asia/Kathmandu
else
    echo "not ok same bytes: a German locale: tests/run could not make it"
    failed=1
fi

# A clock of another year, for everything that asks the C library.
cat >"$BUILD/clock.c" <<'END'
#define _GNU_SOURCE
#include <sys/time.h>
#include <time.h>
#include <sys/syscall.h>
#include <unistd.h>

static const time_t shift = 40000000;

int clock_gettime(clockid_t id, struct timespec *out)
{
    long status = syscall(SYS_clock_gettime, id, out);
    if (status == 0 && id == CLOCK_REALTIME)
        out->tv_sec += shift;
    return (int)status;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    out->tv_sec = now.tv_sec;
    out->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}
END
cat >"$BUILD/now.c" <<'END'
#include <stdio.h>
#include <time.h>

int main(void)
{
    printf("%ld\n", (long)time(NULL));
    return 0;
}
END
if ${CC:-gcc} -O1 -shared -fPIC -o "$BUILD/clock.so" "$BUILD/clock.c" &&
    ${CC:-gcc} -O1 -o "$BUILD/now" "$BUILD/now.c" &&
    [ "$(LD_PRELOAD=$BUILD/clock.so "$BUILD/now")" -gt $(($(date +%s) + 39000000)) ]; then
    # ASan wants to be first among the libraries, which a library without allocations need not fear.
    build "a day a year later, America/St_Johns" "$BUILD/epi" LD_PRELOAD="$BUILD/clock.so" \
        ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0" TZ=America/St_Johns
else
    echo "not ok same bytes: a day a year later: the other clock cannot be made"
    failed=1
fi

umask 027
build "umask 027, SOURCE_DATE_EPOCH" "$BUILD/epi" SOURCE_DATE_EPOCH=86400
umask 022

# Another user: as root only. Everything it reads is copied to where it may read.
if [ "$(id -u)" = 0 ]; then
    nobody=$(mktemp -d)
    trap 'rm -rf "$nobody"' EXIT
    mkdir "$nobody/share" "$nobody/bin"
    cp -R "$SOURCE/layouts" "$SOURCE/fonts" "$nobody/share/"
    cp "$PACTPRESS" "$nobody/bin/pactpress"
    cp -R "$BUILD/epi" "$nobody/epi" && rm -rf "$nobody/epi/private"
    chown -R 65534:65534 "$nobody"
    if setpriv --reuid=65534 --regid=65534 --clear-groups env PACTPRESS_SHARE="$nobody/share" \
        HOME="$nobody" PACTPRESS_KEY_FILE="$nobody/key" "$nobody/bin/pactpress" build \
        -C "$nobody/epi" --out "$nobody/out" >"$BUILD/said" 2>&1; then
        compare "another user" "$nobody/out"
    else
        tail -n 3 "$BUILD/said" | sed 's/^/# /'
        echo "not ok same bytes: another user: the build failed"
        failed=1
    fi
fi

# The comparison itself must see one byte.
cp -R "$BUILD/first" "$BUILD/changed"
printf x >>"$BUILD/changed/candidate/public/2022-Q1/figures.csv"
if diff -rq -x '.record-*' "$BUILD/first/candidate" "$BUILD/changed/candidate" | grep -q figures.csv; then
    echo "ok one byte more is seen"
else
    echo "not ok one byte more is seen"
    failed=1
fi
exit $failed
