# What funders and readers look for on every edition: the emblem as it was published, large enough and with room
# around it, larger than any logo; a QR code that can be read; the contact of the issue; and parts that stay in one
# language, marked as being in it.
set -u

failed=0
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
say() { # NAME STATUS [WHY]
    if [ "$2" = 0 ]; then echo "ok $1"; else
        echo "not ok $1: $3"
        failed=1
    fi
}
project=$BUILD/epi
rm -rf "$project" && cp -R "$SOURCE/samples/epi" "$project"
# A logo that is large and square, one that is a long strip, and a picture of the project for both.
python3 - "$project" <<'END_PYTHON'
import struct, sys, zlib
def png(path, wide, high):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([30 + y % 200, 90, 120] * wide) for y in range(high))
    open(path, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)) +
                           chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
png(sys.argv[1] + "/square.png", 900, 900)
png(sys.argv[1] + "/strip.png", 1400, 120)
path = sys.argv[1] + "/pactpress.yaml"
text = open(path, encoding="utf-8").read()
text = text.replace("{id: aci, name: ACI}", "{id: aci, name: ACI, logo: square.png}")
text = text.replace("{id: ccb, name: CCB}", "{id: ccb, name: CCB, logo: strip.png}")
open(path, "w", encoding="utf-8").write(text)
END_PYTHON
make() { # OUT LAYOUT LANG [OPTIONS]
    local out=$BUILD/$1 layout=$2 lang=$3
    shift 3
    "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --layout "$layout" --lang "$lang" \
        --out "$out" "$@" >/dev/null 2>"$BUILD/said" || say "built: $layout $lang" 1 "$(grep -m1 error "$BUILD/said")"
    pdf=$(find "$out" -name "*$layout*-$lang.pdf" | sort | head -1)
    pdftotext "$pdf" "$BUILD/text"
}
has() { # NAME COUNT TEXT
    local count
    count=$(tr -s ' \n' ' ' <"$BUILD/text" | grep -o "$3" | wc -l)
    [ "$count" = "$2" ]
    say "$1" $? "$count times \"$3\""
}
# Elements that say they are in English, of a document in another language.
english() {
    qpdf --json=2 "$1" 2>/dev/null | grep -c '"/Lang": "u:en"'
}

measured() { # NAME EXPECTED
    mutool trace "$pdf" >"$BUILD/trace" 2>/dev/null
    found=$(python3 "$SOURCE/tests/tools/emblem.py" "$BUILD/trace") && [ "$found" = "$2" ]
    say "$1" $? "$(echo "$found" | head -3)"
}
make all newsletter it
measured "emblems of a newsletter" "2 emblems, 3 pictures"
pdftoppm -r 150 -png -l 9 "$pdf" "$BUILD/page"
read=$(zbarimg -q --raw "$BUILD"/page-*.png 2>/dev/null)
[ "$read" = "https://www.epi-project.com" ]
say "the QR code leads to the contact" $? "$read"
qpdf --json=2 "$pdf" 2>/dev/null | grep -q "Codice QR che porta a https://www.epi-project.com"
say "and says so in words" $? "no such alternative text"
has "the address stands there as text, too" 1 "www.epi-project.com hello\|hello@epi-project.com www.epi-project.com"
has "the contact is that of the issue" 1 "Newsletter di EPI"
has "links stay in English" 1 "European Commission, Atlas of Migration"
kept=$(english "$pdf")
make all bulletin en --city riga
measured "emblems of a bulletin" "2 emblems, 3 pictures"
has "other issues keep their own contact" 0 "EPI newsletter"
make all quarterly en
measured "emblems of a quarterly summary" "2 emblems, 2 pictures"
make report compliance en --class restricted
measured "emblems of a report" "2 emblems, 2 pictures"

# The same code in a story, on a page that is read from right to left: not mirrored.
printf -- '---\ntitle: Title\nlang: ar\n---\nText.\n\n```link\ntitle: Title\nurl: https://example.org/a?b=c\nqr: yes\n```\n' >"$BUILD/story.md"
"$PACTPRESS" proof "$BUILD/story.md" -o "$BUILD/story.pdf" >/dev/null 2>"$BUILD/said"
pdftoppm -r 150 -png "$BUILD/story.pdf" "$BUILD/story"
read=$(zbarimg -q --raw "$BUILD"/story*.png 2>/dev/null)
[ "$read" = "https://example.org/a?b=c" ]
say "a QR code in a story" $? "$read $(head -1 "$BUILD/said")"
sed -i "s|https://example.org.*|https://example.org/$(printf '%0310d' 1)|" "$BUILD/story.md"
"$PACTPRESS" proof "$BUILD/story.md" -o "$BUILD/story.pdf" >/dev/null 2>"$BUILD/said"
[ $? = 1 ] && grep -q "too long for a QR code" "$BUILD/said"
say "an address that is too long for one is an error" $? "$(head -1 "$BUILD/said")"

# Every part that an issue may keep in one language.
issue=$project/content/2022-Q1-newsletter/issue.yaml
sed -i '/^keep:/d' "$issue"
make none newsletter it
none=$(english "$pdf")
has "without it the source is named in Italian" 1 "Commissione europea, Atlante della migrazione"
[ "$none" -lt "$kept" ]
say "what stays in English says so" $? "$none elements without, $kept with"
for part in "title:Passed on" "strapline:Challenges and solutions" "headings:Replication workshops" \
    "statement:Co-funded by the European Union" "links:European Commission, Atlas of Migration"; do
    cp "$issue" "$BUILD/issue.yaml"
    [ "${part%%:*}" = strapline ] && printf 'strapline: {en: Challenges and solutions, it: Sfide e soluzioni}\n' >>"$issue"
    make "without-${part%%:*}" newsletter it
    before=$(tr -s ' \n' ' ' <"$BUILD/text" | grep -o "${part#*:}" | wc -l)
    printf 'keep: {%s: en}\n' "${part%%:*}" >>"$issue"
    make "with-${part%%:*}" newsletter it
    after=$(tr -s ' \n' ' ' <"$BUILD/text" | grep -o "${part#*:}" | wc -l)
    marked=$(english "$pdf")
    [ "$before" = 0 ] && [ "$after" -gt 0 ] && [ "$marked" -gt "$none" ]
    say "kept in English: ${part%%:*}" $? "$before times before, $after after; $marked elements in English, $none without"
    cp "$BUILD/issue.yaml" "$issue"
done
exit $failed
