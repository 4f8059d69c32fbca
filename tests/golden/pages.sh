# Where everything of a small project (tests/data/document) stands on paper: --dump=lines is each line
# with its baseline, --dump=pages every operation with the element that it belongs to.
#   UPDATE=1 ONLY='golden-pages' tests/run build      writes them anew: look at the difference
set -u

expected=$SOURCE/tests/golden/pages
failed=0

printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

# same NAME STAGE OPTION...
same() {
    local name=$1 stage=$2
    shift 2
    (
        cd "$SOURCE/tests/data/document" &&
            "$PACTPRESS" build --dump="$stage" --period 2022-Q1 --as-of 2022-04-10 --quiet "$@" \
                >"$BUILD/$name.$stage"
    )
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$expected" && cp "$BUILD/$name.$stage" "$expected/"
    fi
    if diff -u "$expected/$name.$stage" "$BUILD/$name.$stage"; then
        echo "ok the $stage of $name"
    else
        echo "not ok the $stage of $name: not the text in tests/golden/pages"
        failed=1
    fi
}

same riga-en lines --city riga --lang en
same riga-lv lines --city riga --lang lv
same project-en pages --city project --lang en
exit $failed
