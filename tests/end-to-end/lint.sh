# Plants one breach of each rule in a small house and expects `make lint`'s script to see it.
set -u

house=$BUILD/house
failed=0

build_house() {
    rm -rf "$house"
    mkdir -p "$house/tests" "$house/include/pactpress" "$house/src/base" "$house/src/figures" \
        "$house/src/text" "$house/src/verify"
    cp "$SOURCE/tests/lint.py" "$house/tests/"
    cp "$SOURCE/.clang-format" "$house/"
    for module in base/str figures/sums text/lines verify/attack; do
        name=${module#*/}
        printf '#ifndef H_%s\n#define H_%s\nint pp_%s(void);\n#endif\n' "$name" "$name" "$name" \
            >"$house/include/pactpress/$name.h"
        printf '#include "pactpress/%s.h"\n\nint pp_%s(void)\n{\n    return 0;\n}\n' "$name" "$name" \
            >"$house/src/$module.c"
    done
    # A header of the table HOMELESS: it has a folder without a .c.
    printf '#ifndef H_status\n#define H_status\nenum { PP_OK };\n#endif\n' \
        >"$house/include/pactpress/status.h"
}

lint() {
    python3 "$house/tests/lint.py" >"$BUILD/said" 2>&1
}

# sees NAME WORDS: the script fails and says WORDS.
sees() {
    if lint; then
        echo "not ok lint sees $1: it found nothing"
        failed=1
    elif ! grep -qF "$2" "$BUILD/said"; then
        echo "not ok lint sees $1: it said: $(head -n 3 "$BUILD/said" | tr '\n' ' ')"
        failed=1
    else
        echo "ok lint sees $1"
    fi
    build_house
}

build_house
if lint; then
    echo "ok lint leaves a tidy house alone"
else
    echo "not ok lint leaves a tidy house alone: $(head -n 3 "$BUILD/said" | tr '\n' ' ')"
    failed=1
fi

sed -i '1i #include "pactpress/lines.h"' "$house/src/base/str.c"
sees "a look into a later folder" "belongs to text/, a later folder"

sed -i '1i #include "pactpress/sums.h"' "$house/src/verify/attack.c"
sees "shared code of engine and attacker" "must share no code with figures/"

sed -i '1i #include "base/str_parts.h"' "$house/include/pactpress/str.h"
sees "a header that does not compile alone" "does not compile alone"

printf 'int pp_lost(void);\n' >"$house/include/pactpress/lost.h"
sees "a header without a folder" "gives this header a folder"

sed -i '1i #include <sqlite3.h>' "$house/src/base/str.c" "$house/src/text/lines.c"
sees "two owners of a library" "SQLite belongs to one file"

cp "$house/src/text/lines.c" "$house/src/text/more.c"
sed -i '1i #include <unicode/ubidi.h>' "$house/src/text/more.c" "$house/src/text/lines.c"
sees "two owners of an ICU header" "unicode/ubidi.h in text/ belongs to one file"

sed -i '2i #include <sqlite3.h>' "$house/include/pactpress/str.h"
sees "a library in a public header" "A header of the house shows no library"

sed -i 's/return 0;/return rand();/' "$house/src/base/str.c"
sees "a banned function" "rand is not used here"

sed -i 's/return 0;/return 0; \/* not rand() *\//' "$house/src/base/str.c"
if lint; then
    echo "ok lint reads no rules out of comments"
else
    echo "not ok lint reads no rules out of comments: $(head -n 3 "$BUILD/said" | tr '\n' ' ')"
    failed=1
fi
build_house

long_function() {
    printf '#include "pactpress/str.h"\n\nint pp_str(void)\n{\n    int n = 0;\n'
    for _ in $(seq "$1"); do printf '    n++;\n'; done
    printf '    return n;\n}\n'
}
long_function 90 >"$house/src/base/str.c"
sees "a long function" "pp_str has 95 lines"

long_function 60 >"$house/src/base/str.c"
if lint && grep -qF "note: pp_str has 65 lines" "$BUILD/said"; then
    echo "ok lint notes a function that grows"
else
    echo "not ok lint notes a function that grows"
    failed=1
fi
build_house

sed -i 's/    return 0;/  return  0;/' "$house/src/base/str.c"
sees "another layout" "run make format"

# Spelled in two parts, because lint reads this file too.
printf 'See /%s/anna/notes.\n' home >"$house/README.md"
sees "a path of one machine" "is a path of one machine"

sed -i "s/return 0;/return 0; \/* TO""DO *\//" "$house/src/base/str.c"
sees "unfinished work" "finish it, or make it an issue"

exit $failed
