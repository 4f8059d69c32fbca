# pactpress verify from outside: what it says of good, damaged and foreign files, and how it ends.
set -u

programs=$(dirname "$PACTPRESS")/tests
"$programs/test_pdf" >"$BUILD/test_pdf.log" 2>&1
sample=$BUILD/pdf/sample.pdf

# ends NAME STATUS WORDS ARGUMENT...
ends() {
    local name=$1 wanted=$2 words=$3
    shift 3
    "$PACTPRESS" verify "$@" >"$BUILD/said" 2>&1
    local status=$?
    if [ $status -eq "$wanted" ] && grep -qF "$words" "$BUILD/said"; then
        echo "ok verify $name"
    else
        sed 's/^/# /' "$BUILD/said"
        echo "not ok verify $name: status $status, wanted $wanted and \"$words\""
    fi
}

ends "takes a good file" 0 "1 file read back, nothing found" "$sample"
mkdir -p "$BUILD/folder/inner"
cp "$sample" "$BUILD/folder/inner/a.pdf"
echo 'a,b' >"$BUILD/folder/figures.csv"
ends "takes a folder" 0 "1 file read back" "$BUILD/folder"
ends "takes several" 0 "2 files read back" "$sample" "$BUILD/folder"

qpdf --qdf --object-streams=disable "$sample" "$BUILD/open.qdf"
LC_ALL=C sed 's/(Two persons at a table)/(IMG_2042.jpg)/' "$BUILD/open.qdf" >"$BUILD/changed.qdf"
fix-qdf "$BUILD/changed.qdf" >"$BUILD/named.pdf"
ends "finds a file name as alternative text" 1 "(ISO 14289-1, 7.3; Matterhorn 13-008) [readback.pdf-alt]" \
    "$BUILD/named.pdf"
head -c 3000 "$sample" >"$BUILD/cut.pdf"
ends "finds a file that is cut off" 1 "[readback.pdf-damaged]" "$BUILD/cut.pdf"
echo hello >"$BUILD/hello.pdf"
ends "finds a file that is no PDF" 1 "[readback.pdf-damaged]" "$BUILD/hello.pdf"
ends "finds a fault among good files" 1 "cut.pdf: error" "$sample" "$BUILD/cut.pdf"
cp "$SOURCE/tests/fuzz/corpus/pdf/untagged" "$BUILD/untagged.pdf"
ends "finds a foreign file without tags" 1 "[readback.pdf-tags]" "$BUILD/untagged.pdf"
ends "knows what it can read" 1 "[verify.kind]" "$BUILD/folder/figures.csv"
ends "names a missing file" 2 "[file.missing]" "$BUILD/nowhere.pdf"
mkdir -p "$BUILD/empty"
ends "does not pass an empty folder" 1 "[verify.nothing]" "$BUILD/empty"
ends "wants something" 2 "[verify.nothing]"

# Files of other programs, and files that are none.
: >"$BUILD/nothing.pdf"
ends "finds a file of no bytes" 1 "[readback.pdf-damaged]" "$BUILD/nothing.pdf"
: >"$BUILD/nothing.xlsx"
ends "finds a workbook of no bytes" 1 "[readback.xlsx-package]" "$BUILD/nothing.xlsx"
cp "$sample" "$BUILD/pdf.xlsx"
ends "finds a workbook that is a PDF" 1 "[readback.xlsx-package]" "$BUILD/pdf.xlsx"
qpdf --encrypt "" owner 256 -- "$sample" "$BUILD/encrypted.pdf"
ends "finds encryption" 1 "[readback.pdf-encrypted]" "$BUILD/encrypted.pdf"
qpdf --encrypt secret owner 256 -- "$sample" "$BUILD/locked.pdf"
ends "finds a file that needs a password" 1 "[readback.pdf-damaged]" "$BUILD/locked.pdf"
for cut in 9 400 5000 9000; do
    head -c "$cut" "$sample" >"$BUILD/cut-$cut.pdf"
    ends "finds what is left of $cut bytes" 1 "[readback.pdf-damaged]" "$BUILD/cut-$cut.pdf"
done
mkdir -p "$BUILD/tree.pdf/a"
ends "enters a folder named like a file" 1 "[verify.nothing]" "$BUILD/tree.pdf"
mkfifo "$BUILD/pipe.pdf"
ends "does not wait for a pipe" 1 "[file.not-a-file]" "$BUILD/pipe.pdf"
truncate -s 300M "$BUILD/huge.pdf"
ends "refuses 300 MB" 1 "[file.too-large]" "$BUILD/huge.pdf"
pdftocairo -pdf "$sample" "$BUILD/cairo.pdf"
ends "reads a file of cairo" 1 "[readback.pdf-" "$BUILD/cairo.pdf"
mutool clean -g -l "$sample" "$BUILD/mupdf.pdf" >"$BUILD/mupdf.log" 2>&1 || mutool clean "$sample" "$BUILD/mupdf.pdf"
ends "reads a file that mupdf has written anew" 0 "nothing found" "$BUILD/mupdf.pdf"
printf 'City,People\nRiga,192\nLublin,131\n' >"$BUILD/office.csv"
soffice -env:UserInstallation="file://$BUILD/office" --headless --convert-to \
    'pdf:calc_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}' --outdir "$BUILD" \
    "$BUILD/office.csv" >"$BUILD/office.log" 2>&1
ends "reads a file of LibreOffice" 1 "[readback.pdf-" "$BUILD/office.pdf"
soffice -env:UserInstallation="file://$BUILD/office" --headless --convert-to xlsx --outdir "$BUILD" \
    "$BUILD/office.csv" >>"$BUILD/office.log" 2>&1
ends "takes a workbook of LibreOffice" 0 "nothing found" "$BUILD/office.xlsx"
python3 "$SOURCE/tests/tools/odd_pdf.py" "$BUILD/odd"
for file in "$BUILD"/odd/*.pdf; do
    ends "survives $(basename "$file" .pdf)" 1 "$(basename "$file" .pdf | sed 's/.*-is-/[readback.pdf-/')]" "$file"
done
