#!/bin/sh
# Builds bench/pdf.c against the archives of the last build and runs it from the repository's root.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
"${CC:-gcc}" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Iinclude -Isrc -I/usr/include/harfbuzz \
    -o "$build/bench-pdf" bench/pdf.c tests/unit/pdf_kit.c "$build/verify.a" "$build/output.a" "$build/page.a" \
    "$build/document.a" "$build/text.a" "$build/figures.a" "$build/ingest.a" "$build/project.a" \
    "$build/base.a" -Wl,--as-needed -lhpdf -lharfbuzz -lharfbuzz-subset -lcrypto -lpng -llcms2 \
    -lpcre2-8 -lcsv -licui18n -licuuc -licudata -lhyphen -lcmark-gfm-extensions -lcmark-gfm -lyaml \
    -lsqlite3 -lxlsxwriter -lzip -lexpat -lqpdf -ldeflate -lz -lm -lpthread
echo 'pdf: text and a table of 30 x 5 cells on each page, tagged, CPU time of one thread'
echo 'four pages in a fresh process (fonts are opened and cut anew), tagged and plain:'
"$build/bench-pdf" 4
"$build/bench-pdf" 4 plain
echo 'long documents, tagged and plain:'
"$build/bench-pdf" 500
"$build/bench-pdf" 500 plain
"$build/bench-pdf" 2000
echo 'one table, of 2,000 pages and of 100,000 rows:'
"$build/bench-pdf" 2000 table
"$build/bench-pdf" 3334 table
echo 'where the bytes of the sample'"'"'s bulletin of Riga are:'
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -R samples/epi "$place/epi"
(umask 077 && printf '%064d\n' 7 >"$place/key")
PACTPRESS_KEY_FILE=$place/key "$build/pactpress" build -C "$place/epi" --layout bulletin --city riga --lang lv --format pdf \
    --out "$place/out" >"$place/said" 2>&1 || cat "$place/said"
find "$place/out" -name '*.pdf' -exec python3 bench/pdf_parts.py {} +
