# Pages drawn by three programs that share no code: Ghostscript, mupdf and poppler put the same things in the same
# places; and Ghostscript draws the very same pixels of a copy that qpdf has unpacked. Changes must be seen.
set -u

failed=0
compare() {
    python3 "$SOURCE/tests/tools/compare_renders.py" "$@"
}
ok() {
    echo "ok $1"
}
not_ok() {
    echo "not ok $1"
    failed=1
}

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" build -C "$BUILD/epi" --format pdf --layout newsletter --lang en \
    --out "$BUILD/out" 2>"$BUILD/said" || not_ok "it is built: $(grep error: "$BUILD/said" | head -n 1)"
pdf=$(find "$BUILD/out/candidate" -name '*newsletter*-en.pdf' | head -n 1)

# draw FILE NAME: one grey picture a page, a point a pixel.
draw() {
    gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=pgmraw -r72 -dTextAlphaBits=4 -dGraphicsAlphaBits=4 \
        -o "$BUILD/$2-%d.pgm" "$1" >"$BUILD/$2.log" 2>&1 && [ ! -s "$BUILD/$2.log" ]
}

if draw "$pdf" gs; then ok "Ghostscript draws it and says nothing"; else not_ok "Ghostscript: $(head -n 1 "$BUILD/gs.log")"; fi
mutool draw -q -F pgm -r 72 -o "$BUILD/mupdf-%d.pgm" "$pdf" 2>"$BUILD/said" || not_ok "mupdf draws it"
pdftoppm -gray -r 72 "$pdf" "$BUILD/poppler" 2>"$BUILD/said" || not_ok "poppler draws it"

pages=0
for page in "$BUILD"/gs-*.pgm; do
    pages=$((pages + 1))
    number=${page##*-}
    pairs="$page $BUILD/mupdf-$number $page $BUILD/poppler-$number"
    # shellcheck disable=SC2086  # a list of paths without blanks
    if compare $pairs >"$BUILD/differences"; then
        ok "page ${number%.pgm} looks the same to Ghostscript, mupdf and poppler"
    else
        not_ok "page ${number%.pgm}: $(sed "s#$BUILD/##g" "$BUILD/differences" | tr '\n' ';')"
    fi
done
[ "$pages" -eq "$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')" ] || not_ok "Ghostscript draws all pages: $pages"

qpdf --object-streams=disable --stream-data=uncompress "$pdf" "$BUILD/unpacked.pdf"
draw "$BUILD/unpacked.pdf" unpacked || not_ok "Ghostscript draws the copy"
same=0
for page in "$BUILD"/gs-*.pgm; do
    cmp -s "$page" "$BUILD/unpacked-${page##*-}" && same=$((same + 1))
done
if [ "$same" -eq "$pages" ]; then ok "$same pages have the pixels of the unpacked copy"; else not_ok "$same of $pages pages have the pixels of the unpacked copy"; fi

if compare "$BUILD/gs-1.pgm" "$BUILD/gs-2.pgm" >"$BUILD/differences"; then not_ok "another page is seen"; else ok "another page is seen"; fi
qpdf "$pdf" --rotate=180:2 "$BUILD/turned.pdf"
draw "$BUILD/turned.pdf" turned || not_ok "Ghostscript draws the turned page"
if compare "$BUILD/gs-2.pgm" "$BUILD/turned-2.pgm" >"$BUILD/differences"; then not_ok "a turned page is seen"; else ok "a turned page is seen"; fi
exit $failed
