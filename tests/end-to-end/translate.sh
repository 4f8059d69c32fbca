#!/usr/bin/env bash
# translate: what is listed, what goes to translators and comes back. Another program
# (tests/tools/xliff.py) judges the XLIFF, and translates in it.
set -u
failed=0
project=$BUILD/epi
tool=$SOURCE/tests/tools/xliff.py
export PACTPRESS_SHARE=$SOURCE
head -c 64 /dev/zero | tr '\0' a >"$BUILD/key" && chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

ok() { echo "ok $1"; }
bad() {
    echo "not ok $1: $2"
    failed=1
}
# is NAME WANTED GOT
is() { if [ "$2" = "$3" ]; then ok "$1"; else bad "$1" "wanted \"$2\", got \"$3\""; fi; }
# says NAME WORDS: does what was said last contain them?
says() { if grep -qF -- "$2" "$BUILD/said"; then ok "$1"; else bad "$1" "it said $(head -c 400 "$BUILD/said" | tr '\n' '|')"; fi; }
fresh() { rm -rf "$project" && cp -R "$SOURCE/samples/epi" "$project"; }
digest() { (cd "$project" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum); }
run() { "$PACTPRESS" translate -C "$project" "$@" >"$BUILD/said" 2>&1; }
give() { python3 "$tool" set "$BUILD/it.xlf" "$@"; }

# --- The list
fresh
before=$(digest)
run it
is "a text that is printed and missing ends with status 1" 1 $?
says "a missing label is named" "pactpress.yaml: visibility.disclaimer"
run it --draft
is "a draft forgives it" 0 $?
"$PACTPRESS" translate -C "$project" --json --draft 2>/dev/null | python3 -c "
import json, sys
langs = json.load(sys.stdin)
assert [l['lang'] for l in langs] == ['it', 'sv', 'lv'], langs
texts = {(t['file'], t['id']): t for t in langs[0]['texts']}
assert texts['pactpress.yaml', 'cities.lublin.name']['translation'] == 'Lublino'
assert texts['strings', 'state.withheld']['states'] == ['unreviewed']
assert texts['content/2022-Q1-bulletin/en/lead.md', '1']['source'] == 'One week to learn, ten months to try'
" && ok "the list is JSON, too" || bad "the list is JSON, too" "see above"
run xx
is "a language that the project has not is refused" 2 $?
run en
says "the source's language is no translation" "the one that others are translated from"
is "listing writes nothing" "$before" "$(digest)"

# --- There and back
lost=0
for lang in it sv lv; do
    run "$lang" --export "$BUILD/$lang.xlf" || bad "$lang is exported" "$(cat "$BUILD/said")"
    python3 "$tool" check "$BUILD/$lang.xlf" >"$BUILD/said" || bad "the XLIFF of $lang is right" "$(head -n 3 "$BUILD/said")"
    run --import "$BUILD/$lang.xlf" || bad "$lang is imported" "$(cat "$BUILD/said")"
    lost=$((lost + $(grep -c "^.*: 0 translations taken, 0 confirmed, 0 reviewed" "$BUILD/said")))
done
is "nothing is taken from files in which nothing was translated" 3 "$lost"
is "and no byte of the project has changed" "$before" "$(digest)"

# --- Translations of every kind
lead=content/2022-Q1-bulletin/en/lead.md
steps=content/2021-Q2-newsletter/en/steps.md
give strings key.persons/1/one "persona, proprio"
give pactpress.yaml cities.lublin.name 'Lublino: "la" città, #1'
give pactpress.yaml visibility.disclaimer "Finanziato dall’Unione europea."
give content/2021-Q3-newsletter/issue.yaml title "Due città si presentano"
give $lead 1 "Un titolo: con i due punti"
give $lead 6 "Tutto cominciò con {1}, in tre parti."
cp -R "$project" "$BUILD/old"
run --import "$BUILD/it.xlf"
is "translations are taken" 0 $?
says "and counted" "6 translations taken"
grep -qF 'one {persona, proprio}' "$project/strings/it.yaml" && ok "a branch of a string" || bad "a branch of a string" "not in strings/it.yaml"
grep -qF 'it: "Lublino: \"la\" città, #1", sv: Lublin' "$project/pactpress.yaml" && ok "a label, quoted where it must be" ||
    bad "a label, quoted where it must be" "$(grep Lublino "$project/pactpress.yaml")"
grep -qF 'title: {en: Two cities go public, it: "Due città si presentano"}' "$project/content/2021-Q3-newsletter/issue.yaml" &&
    ok "a label in a language that was not there" || bad "a label in a language that was not there" "not found"
python3 -c "
import sys, yaml
project = yaml.safe_load(open(sys.argv[1] + '/pactpress.yaml'))
assert project['visibility']['disclaimer']['it'] == 'Finanziato dall’Unione europea.', project['visibility']
old = yaml.safe_load(open(sys.argv[2] + '/pactpress.yaml'))
old['visibility']['disclaimer']['it'] = project['visibility']['disclaimer']['it']
old['cities'][1]['name']['it'] = project['cities'][1]['name']['it']
assert old == project
" "$project" "$BUILD/old" && ok "all other labels are what they were" || bad "all other labels are what they were" "see above"
story=content/2022-Q1-bulletin/it/lead.md
is "a story has changed in two places only" 2 "$(diff "$BUILD/old/$story" "$project/$story" | grep -c '^[0-9]')"
grep -q 'Tutto cominciò con \[.*\](https://www.epi-project.com), in tre parti\.$' "$project/$story" &&
    ok "a link keeps its address" || bad "a link keeps its address" "$(grep Tutto "$project/$story")"
run it --draft
grep -q visibility.disclaimer "$BUILD/said" && bad "what was missing is there" "still listed" || ok "what was missing is there"
"$PACTPRESS" check -C "$project" >"$BUILD/said" 2>&1
is "and the project is still right" 0 $?

# --- A whole story
fresh
rm "$project/content/2021-Q2-newsletter/it/"*.md
run it --draft
says "a story that is not there is missing" "2021-Q2-newsletter/en/steps.md"
run it --export "$BUILD/it.xlf"
give $steps 1 "Come si fa"
run --import "$BUILD/it.xlf"
says "a story in part is not written" "are not translated yet"
is "a story in part is not there" "" "$(ls "$project/content/2021-Q2-newsletter/it")"
python3 "$tool" fill "$BUILD/it.xlf" >/dev/null
run --import "$BUILD/it.xlf"
is "whole stories are taken" 0 $?
is "each has the lines of its source" "$(cat "$project"/content/2021-Q2-newsletter/en/*.md | grep -c '^\(#\|```\|---\||\|- \|slot\|image\)')" \
    "$(cat "$project"/content/2021-Q2-newsletter/it/*.md | grep -c '^\(#\|```\|---\||\|- \|slot\|image\)')"
run it
is "nothing is missing then" 0 $?
"$PACTPRESS" check -C "$project" --period 2021-Q2 >"$BUILD/said" 2>&1
is "and they can be printed" 0 $?

# --- What was translated from what
fresh
run it --accept
is "translations are taken for current" 0 $?
sed -i 's/^summary: The cities met/summary: All cities met/' "$project/$lead"
sed -i 's/    name: {en: Six criteria/    name: {en: The six criteria/' "$project/pactpress.yaml"
run it --draft
is "two changed sources make two stale translations" 2 "$(grep -c '^  stale' "$BUILD/said")"
run it --export "$BUILD/it.xlf"
is "they are so in XLIFF" "initial pactpress:stale Sei criteri" "$(python3 "$tool" get "$BUILD/it.xlf" pactpress.yaml frameworks.dac.name)"
python3 "$tool" state "$BUILD/it.xlf" pactpress.yaml frameworks.dac.name translated
give $lead 2 "Tutte le città si sono incontrate."
run --import "$BUILD/it.xlf"
says "one is confirmed, one translated anew" "1 translations taken, 1 confirmed"
run it --draft
is "and none is stale" 0 "$(grep -c '^  stale' "$BUILD/said")"
sed -i 's/^## Three steps/New paragraph in front.\n\n## Three steps/' "$project/$lead"
run it --draft
is "a paragraph that came in between is missing, and no other is stale" "1 0" \
    "$(grep -c '^  missing.*New paragraph' "$BUILD/said") $(grep -c '^  stale' "$BUILD/said")"
run it --export "$BUILD/it.xlf"
sed -i 's/^title: One week/title: A week/' "$project/$lead"
give $lead 1 "Una settimana per imparare"
python3 "$tool" fill "$BUILD/it.xlf" >/dev/null
run --import "$BUILD/it.xlf"
run it --draft
is "what was translated from an older source is stale at once" 1 "$(grep -c '^  stale.*Una settimana' "$BUILD/said")"

# --- Who has read it
fresh
run it --export "$BUILD/it.xlf"
run --import "$BUILD/it.xlf" --reviewed "B. Lettrice"
run it --draft
grep -q "not reviewed" "$BUILD/said" && bad "all is reviewed" "$(head -n 1 "$BUILD/said")" || ok "all is reviewed"
"$PACTPRESS" check -C "$project" >"$BUILD/said" 2>&1
is "a build warns of the other languages only" "0 1" \
    "$(grep -c 'strings in "it" are not marked' "$BUILD/said") $(grep -c 'strings in "sv" are not marked' "$BUILD/said")"
sed -i 's/^title: Prima imparare/title: Anzitutto imparare/' "$project/content/2022-Q1-bulletin/it/lead.md"
run it --draft --verbose
is "who edits a text takes its mark off" 1 "$(grep -c '^  unreviewed.*Anzitutto' "$BUILD/said")"

exit $failed
