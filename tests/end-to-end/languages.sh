#!/usr/bin/env bash
# The sample's bulletin, quarterly summary and newsletter of the project in all 24 languages of the Union,
# Ukrainian and Arabic: built, read back by the program, and judged by pdftotext and qpdf.
set -u
failed=0
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
cp -R "$SOURCE/samples/epi" "$BUILD/epi"
rm -rf "$BUILD/epi/private"
layouts="bulletin quarterly newsletter"
[ -z "${SANITIZED:-}" ] || layouts=bulletin # slow there
# shellcheck disable=SC2086  # several words
python3 "$SOURCE/tests/tools/sample_languages.py" "$BUILD/epi" "$SOURCE" $layouts || exit 1

if "$PACTPRESS" build -C "$BUILD/epi" --draft --out "$BUILD/out" >"$BUILD/said" 2>&1; then
    echo "ok the sample is built in 26 languages"
else
    sed 's/^/# /' "$BUILD/said"
    echo "not ok the sample is built in 26 languages: it ended with another status"
    exit 1
fi
python3 "$SOURCE/tests/tools/check_languages.py" "$BUILD/out/candidate/public/2022-Q1" "$SOURCE" $layouts || failed=1
exit $failed
