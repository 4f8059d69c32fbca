# Arabic, Persian and Hebrew as pdftotext, mutool, pdf.js (Firefox) and PDFium (Chrome) read and search them. PDFium comes with pypdfium2
# from PyPI, fetched once to build/tools; without a network that part is left out.
set -u

program=$(dirname "$PACTPRESS")/tests/test_pdf_rtl
"$program" >"$BUILD/test_pdf_rtl.log" 2>&1 || {
    echo "not ok right to left: test_pdf_rtl failed, its documents are not read"
    exit 1
}
tools=$(sh "$SOURCE/tests/tools/from_pypi.sh" pypdfium2 5.15.2 "$SOURCE" "$BUILD")
failed=0
PYTHONPATH=$tools python3 "$SOURCE/tests/tools/check_rtl.py" "$BUILD/pdf" || failed=1

for story in "$SOURCE"/tests/data/rtl/*.md; do
    "$PACTPRESS" proof "$story" -o "$BUILD/pdf/$(basename "$story" .md).pdf" >"$BUILD/said" 2>&1 || {
        echo "not ok the table: $(grep error: "$BUILD/said" | head -n 1)"
        failed=1
    }
done
PYTHONPATH=$tools python3 "$SOURCE/tests/tools/rtl_table.py" "$SOURCE/tests/data/rtl" "$BUILD/pdf" || failed=1
exit $failed
