# What the structure of documents offers, as poppler reads it: printed contents whose lines lead to the
# pages that they name, captions, headers that cells name, charts and their figures leading to each other, notes
# and their calls.
set -u

failed=0
ok() {
    echo "ok $1"
}
not_ok() {
    echo "not ok $1"
    failed=1
}

# holds NAME FILE PERL-PATTERN
holds() {
    if perl -0777 -ne "exit(!(m{$3}s))" "$2"; then ok "$1"; else not_ok "$1"; fi
}

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
"$PACTPRESS" build -C "$BUILD/epi" --format pdf --layout newsletter --layout quarterly --out "$BUILD/out" \
    2>"$BUILD/said" || not_ok "it is built: $(grep error: "$BUILD/said" | head -n 1)"
folder=$BUILD/out/candidate/public/2022-Q1
news=$(find "$folder/newsletter" -name '*-en.pdf')
quarterly=$(find "$folder/quarterly" -name '*.pdf' | sort | head -n 1)

pdfinfo -struct-text "$news" >"$BUILD/news" 2>"$BUILD/said"
pdfinfo -struct-text "$quarterly" >"$BUILD/quarterly" 2>"$BUILD/said"

# Each line of the contents ends with a number: the heading stands on that page.
lines=0
while IFS= read -r line; do
    page=${line##* }
    title=${line% *}
    if pdftotext -f "$page" -l "$page" -layout "$news" - 2>"$BUILD/said" | tr -s ' \n' ' ' | grep -qF "$title"; then
        lines=$((lines + 1))
    else
        not_ok "\"$title\" is on page $page"
    fi
done < <(perl -ne 'print "$1\n" if /TOCI/ .. /Object/ and /^ *"(.* \d+)"$/' "$BUILD/news")
if [ "$lines" -ge 3 ]; then ok "contents name the pages of $lines headings"; else not_ok "contents name pages: $lines lines"; fi
holds "lines of the contents are references and links" "$BUILD/news" \
    'TOC\n\s+TOCI\n\s+Reference \(inline\)\n\s+Link \(inline\)\n[^\n]+\n\s+Object'
holds "pictures have captions beside them" "$BUILD/news" 'Div\n\s+Figure[^\n]*\n.*?Caption'

holds "tables have captions" "$BUILD/quarterly" 'Table[^\n]*\n\s+Caption[^\n]*\n\s+"[^"]+"\n\s+THead'
holds "cells name the headers above and beside" "$BUILD/quarterly" '/Headers \[\(head\.\d+\) \(head\.\d+\)\]'
holds "charts lead to their figures" "$BUILD/quarterly" 'Link \(inline\)\n\s+Object \d+ 0\n\s+Figure'
holds "figures lead to their chart" "$BUILD/quarterly" 'H3 <figures\.\d+>[^\n]*\n\s+Link \(inline\)\n\s+Object'

cat >"$BUILD/notes.md" <<'STORY'
---
title: Notes
lang: en
---
One[^a], two[^b], and the first again[^a]. The [AMIF](abbr: "Asylum, Migration and Integration Fund") pays; [“It
is *ours*”](quote:), said one, and the other: [« Elle est à nous. »](quote:fr)

[^a]: The first.
[^b]: The second.
STORY
"$PACTPRESS" proof "$BUILD/notes.md" -o "$BUILD/notes.pdf" 2>"$BUILD/said" || not_ok "notes are printed"
pdfinfo -struct-text "$BUILD/notes.pdf" >"$BUILD/notes" 2>"$BUILD/said"
holds "calls of notes are references" "$BUILD/notes" 'Reference \(inline\)\n\s+Link[^\n]*\n\s+"\[2\]"\n\s+Object'
holds "notes have ids and labels" "$BUILD/notes" \
    'Note <note\.1> \(inline\)\n\s+Lbl[^\n]*\n\s+Link[^\n]*\n\s+Object[^\n]*\n\s+"1"\n\s+P[^\n]*\n\s+"The first\."'
holds "the first call of a note is where it leads back to" "$BUILD/notes" 'Link <note\.1\.call>.*Link <note\.2\.call>.*Link \(inline\)'
holds "quotations in a line are quotes" "$BUILD/notes" 'Quote \(inline\)\n\s+"“It is ours”"'
qpdf --qdf --object-streams=disable "$BUILD/notes.pdf" "$BUILD/notes.qdf"
if grep -aq '/Contents (Back to the text: note 2)' "$BUILD/notes.qdf"; then ok "the link of a note says where it leads"; else not_ok "the link of a note says where it leads"; fi
holds "abbreviations say what they are short for" "$BUILD/notes.qdf" '/E \(Asylum, Migration and Integration Fund\)[^>]*/S /Span'
holds "quotations in another language say so" "$BUILD/notes.qdf" '/Lang \(fr\)[^>]*/S /Span'
if "$PACTPRESS" verify "$BUILD/notes.pdf" >"$BUILD/said" 2>&1; then ok "the read-back finds nothing in it"; else not_ok "$(head -n 1 "$BUILD/said")"; fi

# What goes on in another column or on another page is said to be one thing.
words=$(yes 'word after word' | head -n 400 | tr '\n' ' ')
printf -- '---\ntitle: Long\nlang: en\n---\nSee [%send](https://example.org/) and [“%send”](quote:) and [%sfin](lang:fr).\n' \
    "$words" "$words" "$words" >"$BUILD/long.md"
"$PACTPRESS" proof "$BUILD/long.md" -o "$BUILD/long.pdf" 2>"$BUILD/said" || not_ok "what goes on is printed"
qpdf --qdf --object-streams=disable "$BUILD/long.pdf" "$BUILD/long.qdf"
pages=$(grep -ac '^  /Type /Page$' "$BUILD/long.qdf")
for role in Link Quote Span; do
    count=$(grep -ac "^  /S /$role\$" "$BUILD/long.qdf")
    if [ "$pages" -ge 3 ] && [ "$count" = 1 ]; then ok "a $role over pages is one"; else not_ok "a $role over pages is one: $count on $pages pages"; fi
done
if "$PACTPRESS" verify "$BUILD/long.pdf" >"$BUILD/said" 2>&1; then ok "the read-back finds nothing in what goes on"; else not_ok "$(head -n 1 "$BUILD/said")"; fi
exit $failed
