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
