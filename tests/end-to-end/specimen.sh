#!/usr/bin/env bash
# The specimen: a paragraph, a table and a chart in each of 44 languages, as four other programs read them,
# letter by letter (tests/tools/check_specimen.py). Also that the files are sound, and that a judge which is
# given another language's file finds it.
set -u
failed=0
tools=$(sh "$SOURCE/tests/tools/from_pypi.sh" pypdfium2 5.15.2 "$SOURCE" "$BUILD")
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
cp -R "$SOURCE/samples/specimen" "$BUILD/specimen"

if ! "$PACTPRESS" build -C "$BUILD/specimen" --period 2022-Q1 --draft --out "$BUILD/out" >"$BUILD/said" 2>&1; then
    sed 's/^/# /' "$BUILD/said"
    echo "not ok the specimen is built: it ended with another status"
    exit 1
fi
echo "ok the specimen is built"
folder=$BUILD/out/candidate/public/2022-Q1/specimen
bad=
for file in "$folder"/*.pdf; do qpdf --check "$file" >/dev/null 2>&1 || bad="$bad $(basename "$file")"; done
if [ -z "$bad" ]; then echo "ok qpdf finds $(ls "$folder"/*.pdf | wc -l) sound files"; else echo "not ok qpdf: $bad"; failed=1; fi

PYTHONPATH=$tools python3 "$SOURCE/tests/tools/check_specimen.py" "$SOURCE/samples/specimen" "$folder" || failed=1

# Two languages changed places: each reader must say that both are wrong.
mkdir "$BUILD/swapped"
cp "$folder"/*.pdf "$BUILD/swapped"
cp "$folder/specimen-specimen-2022-Q1-hr.pdf" "$BUILD/swapped/specimen-specimen-2022-Q1-sl.pdf"
cp "$folder/specimen-specimen-2022-Q1-fa.pdf" "$BUILD/swapped/specimen-specimen-2022-Q1-ckb.pdf"
found=$(PYTHONPATH=$tools python3 "$SOURCE/tests/tools/check_specimen.py" "$SOURCE/samples/specimen" "$BUILD/swapped" |
    grep -cE '^not ok (pdftotext|mutool) reads (sl|ckb)')
if [ "$found" -eq 4 ]; then echo "ok another language's file is told"; else echo "not ok another language's file is told: $found of 4"; failed=1; fi
exit $failed
