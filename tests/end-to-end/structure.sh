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

printf -- '---\ntitle: Notes\nlang: en\n---\nOne[^a], two[^b].\n\n[^a]: The first.\n[^b]: The second.\n' >"$BUILD/notes.md"
"$PACTPRESS" proof "$BUILD/notes.md" -o "$BUILD/notes.pdf" 2>"$BUILD/said" || not_ok "notes are printed"
pdfinfo -struct-text "$BUILD/notes.pdf" >"$BUILD/notes" 2>"$BUILD/said"
holds "calls of notes are references" "$BUILD/notes" 'Reference \(inline\)\n\s+Link \(inline\)\n\s+"\[2\]"\n\s+Object'
holds "notes have ids and labels" "$BUILD/notes" 'Note <note\.1> \(inline\)\n\s+Lbl[^\n]*\n\s+"1"\n\s+P[^\n]*\n\s+"The first\."'
exit $failed
