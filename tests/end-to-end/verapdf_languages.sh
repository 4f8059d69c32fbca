# veraPDF's judgement on the specimen: a paragraph, a table and a chart in each of 44 languages.
set -u

"$SOURCE/tests/tools/verapdf.sh" --fetch >"$BUILD/fetched" 2>&1 || {
    case $? in
    4) echo "left out verapdf of the specimen: $(tail -n 1 "$BUILD/fetched")" && exit 0 ;;
    *) echo "not ok verapdf of the specimen: $(tail -n 1 "$BUILD/fetched")" && exit 1 ;;
    esac
}

cp -R "$SOURCE/samples/specimen" "$BUILD/specimen"
(umask 077 && printf '%064d\n' 1 >"$BUILD/key")
PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" build -C "$BUILD/specimen" --period 2022-Q1 --draft --out "$BUILD/out" \
    >"$BUILD/said" 2>&1 || {
    sed 's/^/# /' "$BUILD/said"
    echo "not ok verapdf of the specimen: it was not built"
    exit 1
}
bash "$SOURCE/tests/tools/judge_pdfs.sh" "the specimen" "$BUILD/out" "$BUILD"
