#!/usr/bin/env bash
# Text that nobody can print, or that pretends to be other text: a sentence with the right exit status, or a safe
# page, never a crash, never a picture of a missing letter. Then font files that are broken, missing or forbidden.
set -u
failed=0
cd "$BUILD" || exit 1
printf '%064d\n' 1 >key
chmod 600 key
export PACTPRESS_KEY_FILE=$BUILD/key

python3 - <<'PYTHON'
def story(name, body, title='Bad text'):
    with open(name + '.md', 'wb') as file:
        file.write(b'---\ntitle: ' + title.encode() + b'\nlang: en\n---\n\n' + body + b'\n')

story('surrogate', b'before \xed\xa0\x80 after')
story('truncated', b'before \xc4')
story('replacement', 'before \ufffd after'.encode())
story('control', 'before \x01 after'.encode())
story('private', 'before \ue000 after'.encode())
story('noncharacter', 'before \U0010fffe after'.encode())
story('unassigned', 'before \u0378 after'.encode())
story('override', 'For \u202egnp.ennA\u202c only'.encode())
story('title', b'A page.', 'A \u202egnp\u202c name')
story('isolate', 'An isolate \u2067that nothing closes, abc 123.'.encode())
story('marks', ('a' + '\u0301' * 10000 + ' end').encode())
story('invisible', ('x' + '\u200d' * 5000 + '\u200b\U000e0041 end').encode())
story('word', b'W' * 60000)
story('megabyte', b'w' * 1000000)
PYTHON

# expect STATUS WORDS STORY: what proof ends with and says
expect() {
    rm -f "$3.pdf"
    timeout 120 "$PACTPRESS" proof "$3.md" -o "$3.pdf" >"$3.said" 2>&1
    local status=$?
    if [ $status -ne "$1" ]; then
        echo "not ok $3: status $status instead of $1: $(head -n 1 "$3.said")"
        failed=1
    elif [ -n "$2" ] && ! grep -q "$2" "$3.said"; then
        echo "not ok $3: it did not say “$2” but $(head -n 1 "$3.said")"
        failed=1
    elif [ "$1" -eq 0 ] && ! qpdf --check "$3.pdf" >/dev/null 2>&1; then
        echo "not ok $3: qpdf finds the page damaged"
        failed=1
    else
        echo "ok $3"
    fi
}
expect 1 'surrogate.md:6:8: error: The text is not UTF-8 from here on' surrogate
expect 1 'story.encoding' truncated
expect 1 'replacement.md:6:8.*U+FFFD' replacement
expect 1 'control.md:6:8.*U+0001' control
expect 1 'private.md:6:8.*U+E000' private
expect 1 'noncharacter.md:6:8.*U+10FFFE' noncharacter
expect 1 'No font has the character U+0378' unassigned
expect 0 'text.direction-override' override
expect 2 'title.md:2:8.*yaml.direction-override' title
expect 0 '' isolate
expect 0 '' marks
expect 0 '' invisible
expect 0 'text.overfull' word
expect 1 'is longer than' megabyte

# What was turned round stands in its own order, on the page and in what is copied from it.
if pdftotext override.pdf - | grep -q 'For gnp.ennA only'; then
    echo "ok nothing is turned round"
else
    echo "not ok nothing is turned round: $(pdftotext override.pdf - | head -n 4 | tr '\n' ' ')"
    failed=1
fi

# A city's name that hides an override; an event with one, and one whose text was lost on its way here.
cp -R "$SOURCE/tests/data/document" city && rm -rf city/private
build() {
    "$PACTPRESS" build -C city --period 2022-Q1 --as-of 2022-04-10 --draft --format pdf --out "$BUILD/out" >city.said 2>&1
}
# says NAME STATUS WORDS: what the last build ended with and said
says() {
    local status=$?
    if [ $status -eq "$2" ] && grep -q "$3" city.said; then
        echo "ok $1"
    else
        echo "not ok $1: status $status: $(grep -m 1 error city.said)"
        failed=1
    fi
}
sed 's/name: {en: Riga,/name: {en: "Ri\\u202Ega",/' "$SOURCE/tests/data/document/pactpress.yaml" >city/pactpress.yaml
build
says "an override in a city's name" 2 'pactpress.yaml:[0-9]*:[0-9]*: error: .*yaml.direction-override'
cp "$SOURCE/tests/data/document/pactpress.yaml" city/
sed -i 's/Club evening/Club ev\xef\xbf\xbdning/; s/Fair of two/Fair \xe2\x80\xaeof two/' city/data/events.csv
build
says "a lost character and an override in an export" 0 '2 rows of this file are held back'
if grep -aq 'direction-override' city/private/held-back/events/*.csv; then
    echo "ok the rule is named"
else
    echo "not ok the rule is named: $(head -n 3 city/private/held-back/events/*.csv)"
    failed=1
fi
cp "$SOURCE"/tests/data/document/data/events.csv city/data/
python3 -c "
text = 'Name;Date\nAnna;2022-01-12\n'.encode('utf-16-le')
open('half.csv', 'wb').write(b'\xff\xfe' + text + 'Be'.encode('utf-16-le') + b'\x00\xd8' + ';2022-01-13\n'.encode('utf-16-le'))"
"$PACTPRESS" inspect half.csv >half.said 2>&1
status=$?
if [ $status -le 1 ] && [ -s half.said ]; then
    echo "ok half a surrogate pair in an export"
else
    echo "not ok half a surrogate pair in an export: status $status"
    failed=1
fi

# fonts NAME STATUS RULE: a project whose only serif is fonts/Own.ttf
fonts() {
    sed 's/Vollkorn-Regular\.ttf/Own.ttf/' "$SOURCE/fonts/stacks.yaml" >"city/fonts/stacks.yaml"
    build
    says "$@"
}
mkdir city/fonts

# Stacks that have nothing for Georgian say so at the start, whatever the texts are; with the fonts, nobody does.
python3 - "$SOURCE" <<'PYTHON'
import sys
stacks = open(sys.argv[1] + '/fonts/stacks.yaml', encoding='utf-8').read()
latin = [line for line in stacks.split('\n') if 'Georgian' not in line and 'DejaVu' not in line]
open('city/fonts/stacks.yaml', 'w', encoding='utf-8').write('\n'.join(latin))
PYTHON
sed -i 's/languages: \[en, lv\]/languages: [en, lv, ka]/; s/langs: \[lv\]/langs: [lv, ka]/' city/pactpress.yaml
build
says "letters of a language that no font has" 1 '"ka" is written with: ა ბ'
rm city/fonts/stacks.yaml
build
if grep -q letters-missing city.said; then
    echo "not ok no letters are missing: $(grep letters-missing city.said)"
    failed=1
else
    echo "ok no letters are missing"
fi
cp "$SOURCE/tests/data/document/pactpress.yaml" city/
fonts "a font that is missing" 3 font.missing
vollkorn=$(find /usr/share/fonts -name Vollkorn-Regular.ttf | head -n 1)
head -c 20000 "$vollkorn" >city/fonts/Own.ttf
fonts "a font that is broken" 3 font.unusable
head -c 20000 /dev/zero >city/fonts/Own.ttf
fonts "a font that is none" 3 font.unusable
python3 - "$vollkorn" city/fonts/Own.ttf <<'PYTHON'
import struct, sys
data = bytearray(open(sys.argv[1], 'rb').read())
for i in range(struct.unpack('>H', data[4:6])[0]):
    tag, _, offset, _ = struct.unpack('>4sIII', data[12 + 16 * i:28 + 16 * i])
    if tag == b'OS/2':
        data[offset + 8:offset + 10] = struct.pack('>H', 2)
open(sys.argv[2], 'wb').write(data)
PYTHON
fonts "a font whose licence forbids embedding" 3 font.unusable
exit $failed
