# pactpress verify FILE.pdf: defects in finished PDFs that judges of PDF/UA do not see, one each, are found by their
# rule, and said in a sentence with the clause that is broken.
set -u

programs=$(dirname "$PACTPRESS")/tests
"$programs/test_pdf" >"$BUILD/test_pdf.log" 2>&1
"$programs/test_pdf_attachments" >"$BUILD/test_pdf_attachments.log" 2>&1
cat >"$BUILD/notes.md" <<'STORY'
---
title: Notes
lang: en
---
One[^a], two[^b], and the first again[^a].

[^a]: The first, from [a page](https://example.org/).
[^b]: The second.
STORY
"$PACTPRESS" proof "$BUILD/notes.md" -o "$BUILD/notes.pdf" >"$BUILD/said" 2>&1
python3 "$SOURCE/tests/tools/plant_invisible.py" "$BUILD/pdf/sample.pdf" "$BUILD/pdf/attached.pdf" "$BUILD/notes.pdf" \
    "$BUILD/defects" >"$BUILD/expected" || {
    echo "not ok readback: the defects cannot be planted"
    exit 1
}
while IFS='	' read -r name rule; do
    "$PACTPRESS" verify "$BUILD/defects/$name.pdf" >"$BUILD/found" 2>&1
    status=$?
    if [ -z "$rule" ] && [ $status -eq 0 ] && grep -q "1 file read back, nothing found" "$BUILD/found"; then
        echo "ok readback takes a file where nothing was planted ($name)"
    elif [ -n "$rule" ] && [ $status -eq 1 ] && grep -q "error: .*\. (ISO [^)]*) \[$rule\]" "$BUILD/found"; then
        echo "ok readback finds $name"
    else
        sed 's/^/# /' "$BUILD/found"
        echo "not ok readback finds $name: status $status, wanted ${rule:-nothing}"
    fi
done <"$BUILD/expected"
