#!/usr/bin/env bash
# Judges workbooks by the schemas of ECMA-376 and the rules of its packages.
#
#   tests/tools/ooxml.sh FILE.xlsx...     a line per file: ok, or not ok and why
#
# The schemas (transitional, with their imports) stand in the library that Apache POI was made with, which Maven
# Central has; they are fetched on first use and kept in build/tools. Exit status 3: this machine lacks something;
# 4: they cannot be fetched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../.." && pwd)/build/tools
version=5.2.5
digest=4ef28c69a3dd06d39ccb1e62a08f40e71bec5f96fcd6fbb7ed3ebf7883b4e215
schemas=$tools/ecma-376-$version

fetch() {
    command -v mvn >/dev/null || {
        echo "The schemas cannot be fetched: Maven is missing (apt-get install maven)." >&2
        exit 3
    }
    local place
    mkdir -p "$tools"
    place=$(mktemp -d "$tools/fetch.XXXXXX")
    trap 'rm -rf "$place"' RETURN
    mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
        -Dartifact=org.apache.poi:poi-ooxml-full:$version -DoutputDirectory="$place" >"$place/log" 2>&1 || {
        cat "$place/log" >&2
        echo "poi-ooxml-full $version cannot be fetched from Maven Central, see above." >&2
        exit 4
    }
    echo "$digest  $place/poi-ooxml-full-$version.jar" | sha256sum --check --quiet >&2 || exit 4
    mkdir "$place/schemas"
    /usr/bin/python3 - "$place/poi-ooxml-full-$version.jar" "$place/schemas" <<'PYTHON'
import pathlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as jar:
    for name in jar.namelist():
        if name.startswith("org/apache/poi/schemas/ooxml/src/") and name.endswith(".xsd"):
            (pathlib.Path(sys.argv[2]) / name.rpartition("/")[2]).write_bytes(jar.read(name))
PYTHON
    mv "$place/schemas" "$schemas"
}

[ $# -gt 0 ] || { echo "usage: tests/tools/ooxml.sh FILE.xlsx..." >&2; exit 2; }
[ -d "$schemas" ] || fetch
exec /usr/bin/python3 "$here/check_ooxml.py" "$schemas" "$@"
