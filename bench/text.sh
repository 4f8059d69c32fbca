#!/bin/sh
# Builds bench/text.c against the archives of the last build and runs it from the repository's root.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
"${CC:-gcc}" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Iinclude -Isrc -o "$build/bench-text" \
    bench/text.c "$build/text.a" "$build/figures.a" "$build/ingest.a" "$build/project.a" \
    "$build/base.a" -lcsv -lpcre2-8 -licui18n -licuuc -licudata -lharfbuzz -lhyphen -lyaml \
    -lsqlite3 -lcrypto -lm -lpthread
echo 'text: 2,500 words in 25 paragraphs, CPU time'
"$build/bench-text"
