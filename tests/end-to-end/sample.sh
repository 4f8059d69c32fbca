# Builds a copy of the sample project and has all that it leaves judged by other programs: qpdf, poppler,
# mutool, Python (tests/tools/check_candidate.py). Then single defects are planted, and must be found.
set -u

failed=0
project=$BUILD/epi
tools=$SOURCE/tests/tools
cp -R "$SOURCE/samples/epi" "$project"
rm -rf "$project/private"
export PACTPRESS_KEY_FILE=$BUILD/key

if "$PACTPRESS" build -C "$project" --out "$BUILD/out" >"$BUILD/said" 2>&1; then
    echo "ok the sample is built"
else
    sed 's/^/# /' "$BUILD/said"
    echo "not ok the sample is built: it ended with another status"
    exit 1
fi
candidate=$BUILD/out/candidate/public/2022-Q1
/usr/bin/python3 "$tools/check_candidate.py" "$project" "$candidate" 2022-Q1 "$SOURCE" || failed=1

# The defects prove the judges, not the program: once is enough.
[ -n "${SANITIZED:-}" ] ||
    /usr/bin/python3 "$tools/plant_sample.py" "$project" "$candidate" 2022-Q1 "$SOURCE" \
        "$BUILD/planted" || failed=1
exit $failed
