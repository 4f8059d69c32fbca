#!/usr/bin/env bash
# The catalogues of all languages against the English one, and the words of the rules that leave rows out against
# the source, by other programs; and mistakes planted in a copy, each of which must be found.
set -u
failed=0

agrees() { # TOOL
    compare=$SOURCE/tests/tools/$1
    if python3 "$compare" >"$BUILD/said" 2>&1; then
        echo "ok $(cat "$BUILD/said")"
    else
        echo "not ok $1 agrees: $(head -n 5 "$BUILD/said" | tr '\n' ' ')"
        failed=1
    fi
}

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
agrees compare_strings.py
finds "a missing string" lt.yaml '/^  story\.credit:/d' "story.credit is missing"
finds "a misspelt argument" fr.yaml '/^  story\.credit:/s/{name}/{nom}/' "story.credit has the arguments"
finds "a missing plural" pl.yaml '/^  key\.note\.points_up:/,/^  [a-z_.]*:/s/ few {[^}]*}//' "plural of change has"

agrees compare_rules.py
finds "a rule without words" sv.yaml '/^  rule\.bad-date:/d' "sv.yaml: rule.bad-date is missing"
finds "a rule in English" pl.yaml 's/^  rule\.bad-link: .*/  rule.bad-link: "The link is not a web address"/' \
    "rule.bad-link is English"
finds "words of no rule" en.yaml 's/^  rule\.comment:/  rule.remark:/' "the source has no rule remark"
finds "too many words" de.yaml 's/^  rule\.no-id: "/&Die Kennung, die jede Veranstaltung haben muss, fehlt hier: /' \
    "rule.no-id has"
exit $failed
