#!/usr/bin/env bash
# veraPDF's judgement on every PDF below a folder, in both flavours, as tests say it: `ok NAME`, `not ok NAME: why`.
#
#   tests/tools/judge_pdfs.sh WHAT FOLDER SCRATCH       WHAT: whose PDFs they are
#
# Exit status 0: each file was judged, and passed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
what=$1 folder=$2 scratch=$3

find "$folder" -type f -name '*.pdf' | sort >"$scratch/files"
if [ ! -s "$scratch/files" ]; then
    echo "not ok verapdf of $what: there is no PDF"
    exit 1
fi
tr '\n' '\0' <"$scratch/files" | xargs -0 "$here/verapdf.sh" >"$scratch/found" 2>"$scratch/errors"
# One line per file and flavour, or the judge itself has failed.
if [ "$(wc -l <"$scratch/found")" -ne $((2 * $(wc -l <"$scratch/files"))) ]; then
    sed 's/^/# /' "$scratch/errors"
    echo "not ok verapdf of $what: not every file was judged"
    exit 1
fi
awk -F '\t' '{
    name = $1; sub(/.*\//, "", name)
    if ($3 == "pass") print "ok verapdf " $2 " " name
    else { print "not ok verapdf " $2 " " name ": " $3 " " $4; failed = 1 }
} END { exit failed }' "$scratch/found"
