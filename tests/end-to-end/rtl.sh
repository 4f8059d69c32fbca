# Arabic, Persian and Hebrew as pdftotext, mutool and PDFium read and search them. PDFium comes with pypdfium2
# from PyPI, fetched once to build/tools; without a network that part is left out, and said.
set -u

tools=$SOURCE/build/tools/pypdfium2
program=$(dirname "$PACTPRESS")/tests/test_pdf_rtl
"$program" >"$BUILD/test_pdf_rtl.log" 2>&1 || {
    echo "not ok right to left: test_pdf_rtl failed, its documents are not read"
    exit 1
}
PYTHONPATH=$tools python3 -c 'import pypdfium2' 2>/dev/null || (
    place=$(mktemp -d "$BUILD/fetch.XXXXXX")
    timeout 60 python3 -m pip install --quiet --no-deps --only-binary :all: --target "$place/pypdfium2" \
        pypdfium2==5.15.2 >"$BUILD/pip.log" 2>&1 &&
        mkdir -p "$(dirname "$tools")" && rm -rf "$tools" && mv "$place/pypdfium2" "$tools"
)
PYTHONPATH=$tools python3 "$SOURCE/tests/tools/check_rtl.py" "$BUILD/pdf"
