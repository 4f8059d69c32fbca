#!/usr/bin/env bash
# translate --import: files that are damaged, foreign or hostile are refused with their place, and
# nothing is written.
set -u
failed=0
project=$BUILD/epi
tool=$SOURCE/tests/tools/xliff.py
export PACTPRESS_SHARE=$SOURCE
cp -R "$SOURCE/samples/epi" "$project"
digest() { (cd "$project" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum); }
before=$(digest)
"$PACTPRESS" translate -C "$project" it --export "$BUILD/good.xlf" 2>/dev/null

# refused NAME PLACE WORDS [OPTION...]: bad.xlf ends with status 1, at this place, in these words
refused() {
    local name=$1 place=$2 words=$3
    shift 3
    "$PACTPRESS" translate -C "$project" "$@" --import "$BUILD/bad.xlf" >"$BUILD/said" 2>&1
    local status=$?
    if [ $status -eq 1 ] && grep -qE "bad\.xlf:$place: error: .*$words" "$BUILD/said" && [ "$(digest)" = "$before" ]; then
        echo "ok $name"
    else
        echo "not ok $name: status $status, said $(head -c 400 "$BUILD/said" | tr '\n' '|')"
        failed=1
    fi
}
# planted SED-SCRIPT: bad.xlf is the good one with a mistake in it
planted() {
    sed "$1" "$BUILD/good.xlf" >"$BUILD/bad.xlf"
    cmp -s "$BUILD/good.xlf" "$BUILD/bad.xlf" && echo "not ok $1 plants a mistake: it does not" && failed=1
}

head -c 20000 "$BUILD/good.xlf" >"$BUILD/bad.xlf"
refused "a file that was cut off" '[0-9]+:[0-9]+' "not well-formed"
: >"$BUILD/bad.xlf"
refused "an empty file" '1:1' "not well-formed"
head -c 3000 /dev/urandom >"$BUILD/bad.xlf"
refused "noise" '1:[0-9]+' "not well-formed"
cat >"$BUILD/bad.xlf" <<'X'
<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="it"><file id="f1">&c;</file></xliff>
X
refused "entities that multiply" '2:[0-9]+' "document type declaration"
sed -i '2s/.*/<!DOCTYPE x SYSTEM "file:\/\/\/etc\/passwd">/' "$BUILD/bad.xlf"
refused "entities from elsewhere" '2:[0-9]+' "document type declaration"
printf '<html><body/></html>\n' >"$BUILD/bad.xlf"
refused "another kind of XML" '1:1' "This is no XLIFF"
printf '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>\n' >"$BUILD/bad.xlf"
refused "an older XLIFF" '1:1' "This is XLIFF 1.2"
planted 's/trgLang="it"/trgLang="fi"/'
refused "a language that the project has not" '2:1' 'translations into "fi"'
cp "$BUILD/good.xlf" "$BUILD/bad.xlf"
refused "another language than asked for" '2:1' '"lv" is asked for' lv
planted 's/srcLang="en"/srcLang="de"/'
refused "another source language" '2:1' 'translates from "de"'
planted 's/original="pactpress.yaml"/original="..\/..\/pactpress.yaml"/'
refused "a file that the project has not" '[0-9]+:5' "There is no file"
planted 's/name="state.withheld"/name="state.hidden"/'
refused "a text that the project has not" '4:5' "There is no text"
planted 's/name="state.unknown"/name="state.withheld"/'
refused "a text that stands twice" '[0-9]+:5' "for the second time"
planted '/<target>circa /s/<ph [^>]*>//'
refused "a placeholder that is lost" '[0-9]+:5' "value is not in the translation"
planted '/<target>circa /s/dataRef="d1"/dataRef="d7"/'
refused "a code without its data" '[0-9]+:[0-9]+' 'no <data id="d7">'
planted '/name="state.estimated"/,/<.unit>/s/<data id="d1">{value}/<data id="d1">{worth}/'
refused "a code that was changed" '[0-9]+:5' "The code \\{worth\\}"
planted '/<target>circa /s/circa/circa {worth}/'
refused "an argument that was typed and is none" '[0-9]+:5' "worth is not in the source"
planted '/<target>circa /s/circa/circa {value/'
refused "a brace that is not closed" "[0-9]+:[0-9]+" "must follow here"
planted 's/<target>/<target><b>/;s/<.target>/<\/b><\/target>/'
refused "elements of another kind in a text" '[0-9]+:[0-9]+' "<b> has no meaning"
planted '0,/<target>/s/<target>/<target order="2">/'
refused "segments in another order" '[0-9]+:[0-9]+' "into another order"
python3 - "$BUILD/good.xlf" "$BUILD/bad.xlf" <<'X'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "w", encoding="utf-8").write(
    text.replace("<target>", "<target>" + "<mrk id='m'>" * 100, 1).replace("</target>", "</mrk>" * 100 + "</target>", 1))
X
refused "elements that nest without end" '[0-9]+:[0-9]+' "nested more than"
"$PACTPRESS" translate -C "$project" --import "$BUILD/nowhere.xlf" >"$BUILD/said" 2>&1
if [ $? -eq 1 ] && grep -q nowhere.xlf "$BUILD/said"; then echo "ok a file that is not there"; else
    echo "not ok a file that is not there: $(cat "$BUILD/said")"
    failed=1
fi

# What is foreign and harmless is passed over: other namespaces, matches of a translation memory, marks.
python3 - "$BUILD/good.xlf" "$BUILD/bad.xlf" <<'X'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
text = text.replace('version="2.0"', 'version="2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:my="urn:my"', 1)
text = text.replace("<notes>", '<mtc:matches><mtc:match ref="#1"><source>a</source><target>b</target></mtc:match></mtc:matches><notes>', 1)
text = text.replace("<source>withheld</source>", '<source><mrk id="m1" type="term">with</mrk>held</source>', 1)
text = text.replace("<segment ", '<segment my:seen="yes" ', 1)
open(sys.argv[2], "w", encoding="utf-8").write(text)
X
if "$PACTPRESS" translate -C "$project" --import "$BUILD/bad.xlf" >"$BUILD/said" 2>&1 && [ "$(digest)" = "$before" ]; then
    echo "ok what other programs add is passed over"
else
    echo "not ok what other programs add is passed over: $(head -c 300 "$BUILD/said")"
    failed=1
fi
exit $failed
