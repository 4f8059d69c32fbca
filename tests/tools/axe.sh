#!/usr/bin/env bash
# Judges web pages by axe-core in a headless Chromium: tests/tools/axe.sh FILE.html...
# `--fetch` only makes sure that axe-core is there. It comes with a package of PyPI on first use and is kept
# in build/tools; later runs need no network. Exit status 0: no finding; 1: findings; 3: this machine lacks
# something; 4: axe-core cannot be fetched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../.." && pwd)/build/tools
axe=$tools/axe-4.12.1.min.js
digest=84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc

command -v chromium-headless-shell >/dev/null || {
    echo "axe cannot run: Chromium is missing (apt-get install chromium-headless-shell)." >&2
    exit 3
}
if [ ! -f "$axe" ]; then
    mkdir -p "$tools"
    place=$(mktemp -d "$tools/fetch.XXXXXX")
    trap 'rm -rf "$place"' EXIT
    timeout 60 python3 -m pip install --quiet --no-deps --only-binary :all: --target "$place" \
        axe-playwright-python==0.1.8 >"$place/log" 2>&1 || {
        cat "$place/log" >&2
        echo "axe-core 4.12.1 cannot be fetched from PyPI, see above." >&2
        exit 4
    }
    mv "$place/axe_playwright_python/axe.min.js" "$axe"
fi
echo "$digest  $axe" | sha256sum --check --quiet >&2 || {
    echo "$axe is not axe-core 4.12.1; delete it and try again." >&2
    exit 3
}
[ "$1" = --fetch ] || /usr/bin/python3 "$here/axe.py" "$axe" "$@"
