#!/usr/bin/env bash
# translate and the pages: what does not fit is listed per layout, and --pseudo shows it before
# anything is translated. Judged by pdftotext and qpdf.
set -u
failed=0
project=$BUILD/epi
export PACTPRESS_SHARE=$SOURCE
head -c 64 /dev/zero | tr '\0' a >"$BUILD/key" && chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
ok() { echo "ok $1"; }
bad() {
    echo "not ok $1: $2"
    failed=1
}
cp -R "$SOURCE/samples/epi" "$project"
sed -i 's/, pages: [0-9]*//' "$project/pactpress.yaml" # so that longer words do not cost blocks
translate() { "$PACTPRESS" translate -C "$project" "$@" 2>"$BUILD/said"; }

# --- Pseudo
find "$project" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >"$BUILD/before"
translate --pseudo --layout bulletin --city riga --out "$BUILD/out" ||
    bad "the pseudo-language is set" "$(tail -n 2 "$BUILD/said")"
find "$project" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | cmp -s - "$BUILD/before" &&
    ok "the project is not touched" || bad "the project is not touched" "a file has changed"
"$PACTPRESS" build -C "$project" --draft --layout bulletin --city riga --lang en --format pdf --out "$BUILD/out" >"$BUILD/said" 2>&1 ||
    bad "the bulletin is built" "$(tail -n 2 "$BUILD/said")"
plain=$(find "$BUILD/out/candidate" -name '*riga-en.pdf')
pseudo=$BUILD/out/pseudo/epi-bulletin-2022-Q1-riga-en-pseudo.pdf
mirrored=$BUILD/out/pseudo/epi-bulletin-2022-Q1-riga-en-mirrored.pdf
for pdf in "$pseudo" "$mirrored"; do
    qpdf --check "$pdf" >/dev/null 2>&1 && ok "$(basename "$pdf") is whole" || bad "$(basename "$pdf") is whole" "qpdf says no"
    "$PACTPRESS" verify "$pdf" >"$BUILD/said" 2>&1 && ok "$(basename "$pdf") reads back" ||
        bad "$(basename "$pdf") reads back" "$(head -n 3 "$BUILD/said")"
done
pdftotext -raw "$plain" "$BUILD/plain.txt"
pdftotext -raw "$pseudo" "$BUILD/pseudo.txt"
python3 - "$BUILD/plain.txt" "$BUILD/pseudo.txt" <<'X' && ok "words are longer, accented and in brackets; numbers are what they were" || bad "words are longer" "see above"
import re, sys
plain, pseudo = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
letters = [sum(c.isalpha() for c in text) for text in (plain, pseudo)]
assert 1.25 < letters[1] / letters[0] < 2, letters
bare = [word for word in re.findall(r"[^\W\d_]{6,}", pseudo) if word.isascii()]
assert not [w for w in bare if re.search("[aeiou].*[aeiou]", w)] or all(w in plain for w in bare), bare
assert pseudo.count("[") == pseudo.count("]") > 100
assert re.findall(r"\b192\b", plain) and len(re.findall(r"\b192\b", pseudo)) == len(re.findall(r"\b192\b", plain))
assert "hello@epi-project.com" in pseudo
X
qpdf --qdf --object-streams=disable "$mirrored" "$BUILD/mirrored.qdf" 2>/dev/null
grep -aq '/Lang (ar-XB)' "$BUILD/mirrored.qdf" && grep -aq '/Direction /R2L' "$BUILD/mirrored.qdf" &&
    ok "the mirrored form runs from right to left" || bad "the mirrored form runs from right to left" "no /R2L"
left() { pdftotext -bbox -l 1 "$1" - | sed -n 's/.*xMin="\([0-9]*\).*>192<.*/\1/p' | head -n 1; }
one=$(left "$pseudo") other=$(left "$mirrored")
[ -n "$one" ] && [ -n "$other" ] && [ "$one" -lt 100 ] && [ "$other" -gt 400 ] &&
    ok "its columns are mirrored" || bad "its columns are mirrored" "$one and $other"
cp "$pseudo" "$BUILD/first.pdf"
translate --pseudo --layout bulletin --city riga --out "$BUILD/out"
cmp -s "$BUILD/first.pdf" "$pseudo" && ok "twice the same bytes" || bad "twice the same bytes" "they differ"

# --- No room
long="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitz"
long=$long$long # too long to be divided by its language
sed -i "s/    name: {en: Linköping, it: Linköping, sv: Linköping/    name: {en: Linköping, it: $long, sv: Linköping/" "$project/pactpress.yaml"
translate it --draft >"$BUILD/list"
grep -q "^it: .*without room" "$BUILD/list" && grep -q "^  no room  *A word of epi-bulletin-2022-Q1-.*-it is wider.*Donau" "$BUILD/list" &&
    ok "a name that is too long is listed with the layout that has no room" ||
    bad "a name that is too long is listed with the layout that has no room" "$(grep "^it\|no room" "$BUILD/list" | head -n 3)"
translate lv --draft >"$BUILD/list"
grep -q Donau "$BUILD/list" && bad "and in its language only" "in Latvian, too" || ok "and in its language only"
sed -i "s/  short_name: EPI/  short_name: EPI\n  # /; s/^  name: European Pact for Integration/  name: $long $long $long/" "$project/pactpress.yaml"
translate lv --draft --json >"$BUILD/list"
python3 -c "
import json, sys
lang, = json.load(open(sys.argv[1]))
assert any('cut' in text and 'epi-bulletin' in text for text in lang['no_room']), lang['no_room']
" "$BUILD/list" && ok "a running head that would be cut is listed" || bad "a running head that would be cut is listed" "see above"
exit $failed
