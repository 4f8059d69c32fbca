# veraPDF's judgement on every PDF of the sample project, public and restricted, in PDF/UA-1 and PDF/A-2a (3a where files
# are inside).
set -u

"$SOURCE/tests/tools/verapdf.sh" --fetch >"$BUILD/fetched" 2>&1 || {
    case $? in
    4) echo "left out verapdf of the sample: $(tail -n 1 "$BUILD/fetched")" && exit 0 ;;
    *) echo "not ok verapdf of the sample: $(tail -n 1 "$BUILD/fetched")" && exit 1 ;;
    esac
}

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$BUILD/key")
for class in public restricted; do
    PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" build -C "$BUILD/epi" --format pdf --class $class --out "$BUILD/out" \
        >"$BUILD/said" 2>&1 || {
        sed 's/^/# /' "$BUILD/said"
        echo "not ok verapdf of the sample: it was not built"
        exit 1
    }
done
cp -R "$SOURCE/samples/layouts" "$BUILD/layouts"
PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" build -C "$BUILD/layouts" --format pdf --period 2022-Q3 --as-of 2022-10-01 \
    --out "$BUILD/out/layouts" >"$BUILD/said" 2>&1 || {
    sed 's/^/# /' "$BUILD/said"
    echo "not ok verapdf of samples/layouts: it was not built"
    exit 1
}
# Each layout that is shipped is among them.
for layout in "$SOURCE"/layouts/*.yaml; do
    name=$(basename "$layout" .yaml)
    if [ -n "$(find "$BUILD/out" -name "*-$name-*.pdf")" ]; then
        echo "ok the sample has a document of the layout $name"
    else
        echo "not ok the sample has a document of the layout $name: no PDF is named so"
    fi
done
bash "$SOURCE/tests/tools/judge_pdfs.sh" "the sample" "$BUILD/out" "$BUILD"
