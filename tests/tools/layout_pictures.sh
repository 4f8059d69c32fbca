#!/bin/sh
# Makes the pictures of docs/layouts.md from samples/layouts: layout_pictures.sh PACTPRESS FOLDER
set -eu

pactpress=$(realpath "$1")
pictures=$(realpath "$2")
source=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$source/samples/layouts" "$work/layouts"
(umask 077 && printf '%064d\n' 1 >"$work/key")
PACTPRESS_SHARE=$source PACTPRESS_KEY_FILE=$work/key "$pactpress" build -C "$work/layouts" --quiet --format pdf \
    --period 2022-Q3 --as-of 2022-10-01 --out "$work/out"
find -L "$work/out/candidate" -name '*.pdf' | sort | while read -r pdf; do
    name=$(basename "$pdf" | sed 's/harbour-\(.*\)-2022-Q3-en\.pdf/\1/')
    pdftoppm -r 50 -png "$pdf" "$pictures/layout-$name"
done
