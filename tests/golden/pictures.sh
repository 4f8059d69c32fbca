# How every page of the sample looks: rendered, and compared with what it looked like when somebody last looked.
#   make pictures      takes the looks of now; look at the pages before you commit
set -u

expected=$SOURCE/tests/golden/pictures.txt
tool=$SOURCE/tests/tools/page_digests.py

printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" build -C "$SOURCE/samples/epi" --quiet --format pdf \
    --out "$BUILD/out" >"$BUILD/said" 2>&1 || {
    sed 's/^/# /' "$BUILD/said"
    echo "not ok pictures: the sample was not built"
    exit 1
}
pages=$BUILD/out/candidate

if [ -n "${UPDATE-}" ]; then
    python3 "$tool" "$pages" >"$BUILD/new" && cp "$BUILD/new" "$expected"
fi
mkdir -p "$BUILD/sheets"
if python3 "$tool" "$pages" "$expected" "$BUILD/sheets" >"$BUILD/differences"; then
    echo "ok every page of the sample looks as before"
else
    sed 's/^/# /' "$BUILD/differences"
    echo "not ok pictures: pages look otherwise; side by side in $BUILD/sheets; make pictures takes them"
fi

# A page upside down, and pages that are not what they were, must be seen.
first=$(find "$pages" -name '*.pdf' | sort | head -n 1)
mkdir -p "$BUILD/changed"
for change in "--rotate=180:1" "--pages . 2-z --"; do
    # shellcheck disable=SC2086  # words of an option
    qpdf "$first" $change "$BUILD/changed/$(basename "$first")"
    grep "^$(basename "$first") " "$expected" >"$BUILD/one"
    if python3 "$tool" "$BUILD/changed" "$BUILD/one" >/dev/null; then
        echo "not ok pictures: qpdf $change was not seen"
    else
        echo "ok a change is seen: qpdf $change"
    fi
done
