#!/usr/bin/env bash
# The catalogues of all languages against the English one, by another program; and three mistakes planted
# in a copy, each of which must be found.
set -u
failed=0
compare=$SOURCE/tests/tools/compare_strings.py

if python3 "$compare" >"$BUILD/said" 2>&1; then
    echo "ok $(cat "$BUILD/said")"
else
    echo "not ok the catalogues agree: $(head -n 5 "$BUILD/said" | tr '\n' ' ')"
    failed=1
fi

# finds NAME FILE SED-SCRIPT WORDS
finds() {
    rm -rf "$BUILD/strings" && cp -R "$SOURCE/layouts/strings" "$BUILD/strings"
    sed -i "$3" "$BUILD/strings/$2"
    if python3 "$compare" "$BUILD/strings" >"$BUILD/said" 2>&1; then
        echo "not ok $1 is found: nothing was"
        failed=1
    elif grep -qF "$4" "$BUILD/said"; then
        echo "ok $1 is found"
    else
        echo "not ok $1 is found: it said $(head -n 1 "$BUILD/said")"
        failed=1
    fi
}
finds "a missing string" lt.yaml '/^  story\.credit:/d' "story.credit is missing"
finds "a misspelt argument" fr.yaml '/^  story\.credit:/s/{name}/{nom}/' "story.credit has the arguments"
finds "a missing plural" pl.yaml '/^  key\.note\.points_up:/,/^  [a-z_.]*:/s/ few {[^}]*}//' "plural of change has"
exit $failed
