#!/usr/bin/env bash
# Judges PDF files by veraPDF: PDF/UA-1 and PDF/A-2a, or PDF/A-3a where a file claims that.
#
#   tests/tools/verapdf.sh FILE.pdf...
#   tests/tools/verapdf.sh --fetch        only makes sure that veraPDF is there
#
# Prints a line per file and flavour, parted by tabs: the file, ua1, 2a or 3a, and `pass`, or `fail` with the
# broken rules (clause-test), or `unjudged` when veraPDF did not apply that flavour to the file (it
# goes by what the file claims, and skips files it cannot find without a word). The exit status is 0 only
# when every file passed both; 3: this machine lacks something; 4: veraPDF cannot be fetched.
#
# veraPDF comes from Maven Central on first use (needs maven, openjdk-17-jre-headless) and is kept in
# build/tools; later runs need no network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../.." && pwd)/build/tools
jar=$tools/verapdf-1.30.2.jar
digest=287cc9c9757f99dcff4a2d39b68268245b48103fb6af443162d5a29df2afa332

fetch() {
    command -v mvn >/dev/null || {
        echo "veraPDF cannot be fetched: Maven is missing (apt-get install maven)." >&2
        exit 3
    }
    local place
    mkdir -p "$tools"
    place=$(mktemp -d "$tools/fetch.XXXXXX")
    mvn -q -B -Dstyle.color=never -f "$here/verapdf-pom.xml" -Dtools.folder="$place" package >"$place/log" 2>&1 || {
        cat "$place/log" >&2
        rm -rf "$place"
        echo "veraPDF 1.30.2 cannot be fetched from Maven Central, see above." >&2
        exit 4
    }
    mv "$place/verapdf.jar" "$jar"
    rm -rf "$place"
}

[ $# -gt 0 ] || { echo "usage: tests/tools/verapdf.sh FILE.pdf..." >&2; exit 2; }
command -v java >/dev/null || {
    echo "veraPDF cannot run: Java is missing (apt-get install openjdk-17-jre-headless)." >&2
    exit 3
}
[ -f "$jar" ] || fetch
echo "$digest  $jar" | sha256sum --check --quiet >&2 || {
    echo "$jar is not veraPDF 1.30.2; delete it and try again." >&2
    exit 3
}

[ "$1" != --fetch ] || exit 0

# One process for all files: starting it takes longer than judging a document. Exit status 1 is a broken
# rule, 7 a file that cannot be read; the report tells which.
report=$(mktemp "$tools/report.XXXXXX")
trap 'rm -f "$report"' EXIT
LC_ALL=C.UTF-8 java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --flavour 0 --format xml \
    --maxfailuresdisplayed 1 "$@" >"$report" || [ $? -eq 1 ] || [ $? -eq 7 ]
python3 "$here/verapdf_report.py" "$report" "$@"
