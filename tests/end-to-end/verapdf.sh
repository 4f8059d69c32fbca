# veraPDF's judgement on every PDF that the tests of the writer leave behind, in PDF/UA-1 and PDF/A-2a (3a where files are
# inside); then on copies of one of them with a defect each, all of which must be found: a judge that cannot fail is none.
set -u

"$SOURCE/tests/tools/verapdf.sh" --fetch >"$BUILD/fetched" 2>&1 || {
    case $? in
    4) echo "left out verapdf: $(tail -n 1 "$BUILD/fetched")" && exit 0 ;;
    *) echo "not ok verapdf: $(tail -n 1 "$BUILD/fetched")" && exit 1 ;;
    esac
}

programs=$(dirname "$PACTPRESS")/tests

# Long documents are left out: veraPDF takes minutes for thousands of elements.
for program in test_pdf test_pdf_pictures test_pdf_attachments; do
    "$programs/$program" >"$BUILD/$program.log" 2>&1 || {
        echo "not ok verapdf: $program failed, its documents are not judged"
        exit 1
    }
done
rm -f "$BUILD/pdf/long.pdf" "$BUILD/pdf/keys.pdf" "$BUILD/pdf/elements.pdf" "$BUILD/pdf/nested.pdf"

python3 "$SOURCE/tests/tools/plant_defects.py" "$BUILD/pdf/sample.pdf" "$BUILD/defects" \
    >"$BUILD/expected" || {
    echo "not ok verapdf: the defects cannot be planted"
    exit 1
}

"$SOURCE/tests/tools/verapdf.sh" "$BUILD"/pdf/*.pdf "$BUILD"/defects/*.pdf >"$BUILD/found" 2>"$BUILD/said"
status=$?
if [ $status -ne 1 ]; then
    sed 's/^/# /' "$BUILD/said"
    echo "not ok verapdf: the judge ended with status $status; it must find the defects (status 1)"
    exit 1
fi

# judged FILE FLAVOUR: the verdict, with the rules.
judged() {
    awk -F '\t' -v file="$1" -v flavour="$2" '$1 == file && $2 == flavour { print $3, $4 }' "$BUILD/found"
}

for file in "$BUILD"/pdf/*.pdf; do
    archive=2a
    case $file in */attached*) archive=3a ;; esac
    for flavour in ua1 $archive; do
        verdict=$(judged "$file" $flavour)
        if [ "$verdict" = "pass " ]; then
            echo "ok verapdf $flavour $(basename "$file")"
        else
            echo "not ok verapdf $flavour $(basename "$file"): ${verdict:-not judged}"
        fi
    done
done

while IFS='	' read -r name flavour rule; do
    verdict=$(judged "$BUILD/defects/$name" "$flavour")
    case " ${verdict#fail } " in
    *" $rule "*) echo "ok verapdf finds $flavour $name" ;;
    *) echo "not ok verapdf finds $flavour $name: expected $rule, got ${verdict:-nothing}" ;;
    esac
done <"$BUILD/expected"
