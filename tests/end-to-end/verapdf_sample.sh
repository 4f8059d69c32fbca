# veraPDF's judgement on every PDF of the sample project, in PDF/UA-1 and PDF/A-2a.
set -u

"$SOURCE/tests/tools/verapdf.sh" --fetch >"$BUILD/fetched" 2>&1 || {
    case $? in
    4) echo "left out verapdf of the sample: $(tail -n 1 "$BUILD/fetched")" && exit 0 ;;
    *) echo "not ok verapdf of the sample: $(tail -n 1 "$BUILD/fetched")" && exit 1 ;;
    esac
}

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$BUILD/key")
PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" build -C "$BUILD/epi" --format pdf --out "$BUILD/out" \
    >"$BUILD/said" 2>&1 || {
    sed 's/^/# /' "$BUILD/said"
    echo "not ok verapdf of the sample: it was not built"
    exit 1
}

find "$BUILD/out" -type f -name '*.pdf' | sort >"$BUILD/files"
[ -s "$BUILD/files" ] || {
    echo "not ok verapdf of the sample: the build left no PDF"
    exit 1
}
tr '\n' '\0' <"$BUILD/files" | xargs -0 "$SOURCE/tests/tools/verapdf.sh" >"$BUILD/found" 2>"$BUILD/errors"
# One line per file and flavour, or the judge itself has failed.
if [ "$(wc -l <"$BUILD/found")" -ne $((2 * $(wc -l <"$BUILD/files"))) ]; then
    sed 's/^/# /' "$BUILD/errors"
    echo "not ok verapdf of the sample: not every file was judged"
    exit 1
fi
awk -F '\t' '{
    name = $1; sub(/.*\//, "", name)
    if ($3 == "pass") print "ok verapdf " $2 " " name
    else print "not ok verapdf " $2 " " name ": " $3 " " $4
}' "$BUILD/found"
