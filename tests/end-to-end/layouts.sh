# The keys of layouts, as samples/layouts uses them: where things stand, and how they are read.
set -u

project=$BUILD/layouts
rm -rf "$project" && cp -R "$SOURCE/samples/layouts" "$project"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
failed=0

# say NAME STATUS [WHY]
say() {
    if [ "$2" = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1: ${3-}"
        failed=1
    fi
}

build() {
    "$PACTPRESS" build -C "$project" --quiet --period 2022-Q3 --as-of 2022-10-01 "$@"
}

build >"$BUILD/said" 2>&1
say "all layouts are built, and read back" $? "$(head -3 "$BUILD/said")"
build --format pdf --dump=pages >"$BUILD/pages" 2>"$BUILD/said" &&
    python3 "$SOURCE/tests/tools/page_geometry.py" "$BUILD/pages" >"$BUILD/faults"
say "nothing stands where nothing should" $? "$(head -3 "$BUILD/said" "$BUILD/faults")"
PAGES=$BUILD/pages OUT=$project/out python3 "$SOURCE/tests/tools/check_layouts.py" || failed=1
exit $failed
