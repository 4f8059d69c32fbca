# pactpress verify on files of others, labelled: the veraPDF corpus (CC BY 4.0), one rule a file, kept or broken. Every
# file is read to a verdict in sentences. tests/data/corpus/verdicts.txt holds which rules are found in which file:
# good ones with findings have faults beside the rule that they are about (bookmarks that lead nowhere, Info and XMP
# that differ, entries for content that is not there); bad ones without are about what veraPDF judges and we leave to it.
set -u

corpus=$("$SOURCE/tests/tools/corpus.sh" 2>"$BUILD/fetched") || {
    case $? in
    4) echo "left out corpus: $(tail -n 1 "$BUILD/fetched")" && exit 0 ;;
    *) echo "not ok corpus: $(tail -n 1 "$BUILD/fetched")" && exit 1 ;;
    esac
}

cd "$corpus" || exit 1
"$PACTPRESS" verify PDF_UA-1 PDF_A-2a >"$BUILD/said" 2>&1
status=$?
files=$(find PDF_UA-1 PDF_A-2a -name '*.pdf' | wc -l)
if [ $status -eq 1 ] && [ "$files" -eq 323 ]; then
    echo "ok corpus: all of $files files are read"
else
    tail -n 5 "$BUILD/said" | sed 's/^/# /'
    echo "not ok corpus: verify of $files files ended with status $status"
fi

if grep -v '^not done: ' "$BUILD/said" | grep -vq '\.pdf: error: [A-Z0-9"].*[.)] \[[a-z]*\.[a-z-]*\]$'; then
    grep -v '^not done: ' "$BUILD/said" | grep -v '\.pdf: error: [A-Z0-9"].*[.)] \[[a-z]*\.[a-z-]*\]$' | head -n 5 | sed 's/^/# /'
    echo "not ok corpus: a finding is no sentence with a rule"
else
    echo "ok corpus: every finding is a sentence with a rule"
fi

sed -n 's/^\(.*\.pdf\): error: .*\[\(.*\)\]$/\1\t\2/p' "$BUILD/said" | LC_ALL=C sort -u >"$BUILD/rules"
find PDF_UA-1 PDF_A-2a -name '*.pdf' | LC_ALL=C sort | awk -F '\t' -v rules="$BUILD/rules" '
    BEGIN { while ((getline line < rules) > 0) { split(line, part, "\t"); found[part[1]] = found[part[1]] " " part[2] } }
    { print $0 ":" found[$0] }' >"$BUILD/verdicts.txt"
[ -z "${UPDATE:-}" ] || cp "$BUILD/verdicts.txt" "$SOURCE/tests/data/corpus/verdicts.txt"
if diff "$SOURCE/tests/data/corpus/verdicts.txt" "$BUILD/verdicts.txt" >"$BUILD/differences"; then
    echo "ok corpus: PDF/UA-1: $(grep -c '^PDF_UA-1.*-fail-.*: ' "$BUILD/verdicts.txt") of" \
        "$(grep -c '^PDF_UA-1.*-fail-' "$BUILD/verdicts.txt") bad files are found," \
        "$(grep -c '^PDF_UA-1.*-pass-.*:$' "$BUILD/verdicts.txt") of" \
        "$(grep -c '^PDF_UA-1.*-pass-' "$BUILD/verdicts.txt") good ones have no finding"
else
    sed 's/^/# /' "$BUILD/differences"
    echo "not ok corpus: the verdicts are others than those in tests/data/corpus/verdicts.txt"
fi
