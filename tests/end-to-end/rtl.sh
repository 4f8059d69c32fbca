# Arabic, Persian and Hebrew as pdftotext, mutool and PDFium read and search them. PDFium comes with pypdfium2
# from PyPI, fetched once to build/tools; without a network that part is left out.
set -u

program=$(dirname "$PACTPRESS")/tests/test_pdf_rtl
"$program" >"$BUILD/test_pdf_rtl.log" 2>&1 || {
    echo "not ok right to left: test_pdf_rtl failed, its documents are not read"
    exit 1
}
tools=$(sh "$SOURCE/tests/tools/pypdfium2.sh" "$SOURCE" "$BUILD")
PYTHONPATH=$tools python3 "$SOURCE/tests/tools/check_rtl.py" "$BUILD/pdf"
