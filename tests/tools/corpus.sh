#!/usr/bin/env bash
# Fetches the parts of the veraPDF corpus that the tests read: PDF/UA-1 and PDF/A-2a. Prints their folder.
#
#   tests/tools/corpus.sh
#
# The corpus (https://github.com/veraPDF/veraPDF-corpus, CC BY 4.0, veraPDF consortium) is small files, each of which
# keeps or breaks one rule and is named after it. It comes from GitHub on first use (needs git), at one commit, and
# must have the SHA-256 below; it is kept in build/tools, and later runs need no network. CORPUS_REPOSITORY names
# another place to fetch it from. Exit status 3: this machine lacks something; 4: it cannot be fetched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tools=$(cd "$here/../.." && pwd)/build/tools
corpus=$tools/veraPDF-corpus
repository=${CORPUS_REPOSITORY:-https://github.com/veraPDF/veraPDF-corpus}
commit=910b2ca7aa6870375e2b6834c58a0d4b90a7dea6
digest=d0d8ebaca206fd6119ddf783e2dc3e934bbf7a0710761040308ef55cad70b3f4

fetch() {
    local place
    command -v git >/dev/null || {
        echo "The veraPDF corpus cannot be fetched: git is missing (apt-get install git)." >&2
        exit 3
    }
    mkdir -p "$tools"
    place=$(mktemp -d "$tools/fetch.XXXXXX")
    {
        git init -q "$place" &&
            git -C "$place" remote add origin "$repository" &&
            git -C "$place" sparse-checkout set PDF_UA-1 PDF_A-2a &&
            GIT_TERMINAL_PROMPT=0 git -C "$place" fetch -q --depth 1 --filter=blob:none origin "$commit" &&
            git -C "$place" checkout -q FETCH_HEAD
    } >"$tools/corpus.log" 2>&1 || {
        cat "$tools/corpus.log" >&2
        rm -rf "$place"
        echo "The veraPDF corpus cannot be fetched from $repository, see above." >&2
        exit 4
    }
    rm -rf "$place/.git"
    mv "$place" "$corpus"
}

[ -d "$corpus" ] || fetch
cd "$corpus"
found=$(find PDF_UA-1 PDF_A-2a -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum)
[ "${found%% *}" = "$digest" ] || {
    echo "$corpus is not the veraPDF corpus at $commit; delete it and try again." >&2
    exit 3
}
echo "$corpus"
