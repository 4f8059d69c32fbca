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
# Where a line ends in a number and the next begins with one, a space keeps them apart, in the order of the file, too.
{
    printf -- '---\ntitle: أرقام\nlang: ar\n---\nشخص'
    printf ' %d' $(seq 20001 20090)
    echo
} >"$BUILD/numbers.md"
"$PACTPRESS" proof "$BUILD/numbers.md" -o "$BUILD/pdf/numbers.pdf" >"$BUILD/said" 2>&1
lines=$(pdfinfo -struct-text "$BUILD/pdf/numbers.pdf" | sed -n 's/^ *"\(.*200.*\)"$/\1/p')
if [ "$(echo "$lines" | wc -l)" -gt 5 ] && ! echo "$lines" | tr -d '\n' | grep -q '[0-9]\{6\}'; then
    echo "ok numbers at the ends of lines are apart"
else
    echo "not ok numbers at the ends of lines are apart: $lines"
    failed=1
fi
exit $failed
