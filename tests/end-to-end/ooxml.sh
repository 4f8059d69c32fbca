#!/usr/bin/env bash
# Workbooks by an independent judge: every part of every annex, and of the workbook to correct rows in, is valid by
# the schemas of ECMA-376 and hangs together as a package; defects that are planted are found. And sheets from
# right to left are.
set -u

failed=0
judge=$SOURCE/tests/tools/ooxml.sh
cp -R "$SOURCE/samples/epi" "$BUILD/epi"
chmod -R u+w "$BUILD/epi"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

say() {
    if [ "$1" -eq 0 ]; then
        echo "ok $2"
    else
        echo "not ok $2"
        failed=1
    fi
}

"$PACTPRESS" build -C "$BUILD/epi" --period 2022-Q1 --as-of 2022-04-08 --format xlsx --out "$BUILD/out" --quiet \
    >"$BUILD/build.log" 2>&1
say $? "the annexes of the sample are built"
"$PACTPRESS" build -C "$BUILD/epi" --period 2022-Q1 --as-of 2022-04-08 --class restricted --format xlsx \
    --out "$BUILD/out" --quiet >"$BUILD/build.log" 2>&1
say $? "those of the report, too"
"$SOURCE/tests/tools/ooxml.sh" "$(find "$BUILD/out" -name '*.xlsx' | head -n 1)" >"$BUILD/first" 2>"$BUILD/fetch"
case $? in
3 | 4)
    echo "left out validation by the schemas of ECMA-376: $(tail -n 1 "$BUILD/fetch")"
    exit 0
    ;;
esac
find "$BUILD/out" "$BUILD/epi/private" -name '*.xlsx' | sort >"$BUILD/files"
mapfile -t files <"$BUILD/files"
say "$([ ${#files[@]} -ge 16 ] && echo 0 || echo 1)" "there is something to judge: ${#files[@]} workbooks"
"$judge" "${files[@]}" >"$BUILD/judged" 2>&1
say $? "all are valid by the schemas of ECMA-376"
grep '^not ok' "$BUILD/judged" | cut -c 1-300

# A judge that never objects is none.
/usr/bin/python3 - "${files[-1]}" "$BUILD" <<'PYTHON'
import re, sys, zipfile
source, folder = sys.argv[1:]
defects = {
    "order": ("xl/worksheets/sheet2.xml", rb"(<sheetData>.*</sheetData>)(.*)(<pageSetup[^>]*/>)", rb"\3\1\2"),
    "word": ("xl/worksheets/sheet2.xml", rb'state="frozen"', b'state="cold"'),
    "type": ("[Content_Types].xml", rb'<Override PartName="/xl/styles.xml"[^>]*/>', b'<Override PartName="/xl/stiles.xml" ContentType="x"/>'),
    "relation": ("xl/_rels/workbook.xml.rels", rb'Target="styles.xml"', b'Target="stiles.xml"'),
}
for name, (part, pattern, to) in defects.items():
    assert part in zipfile.ZipFile(source).namelist(), part
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(f"{folder}/{name}.xlsx", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                changed = re.sub(pattern, to, data, flags=re.S)
                assert changed != data, name
                data = changed
            new.writestr(info.filename, data)
PYTHON
say $? "defects are planted"
for defect in order word type relation; do
    "$judge" "$BUILD/$defect.xlsx" >"$BUILD/judged" 2>&1
    say "$([ $? -eq 1 ] && grep -q '^not ok' "$BUILD/judged" && echo 0 || echo 1)" "a defect of kind \"$defect\" is found"
done

# The same project in Arabic: each sheet begins at the right, and is as valid.
sed -i 's/langs: \[en, [a-z, ]*\]/langs: [ar]/; s/^languages: .*/languages: [ar, en, it, lv, sv]/' "$BUILD/epi/pactpress.yaml"
grep -q 'langs: \[ar\]' "$BUILD/epi/pactpress.yaml" || sed -i 's/langs: \[[a-z, ]*\]/langs: [ar]/' "$BUILD/epi/pactpress.yaml"
"$PACTPRESS" build -C "$BUILD/epi" --draft --period 2022-Q1 --as-of 2022-04-08 --format xlsx --out "$BUILD/ar" --quiet \
    >"$BUILD/build.log" 2>&1
say $? "annexes in Arabic are built"
mapfile -t arabic < <(find "$BUILD/ar" -name '*-ar.xlsx' | head -n 2)
"$judge" "${arabic[@]}" >"$BUILD/judged" 2>&1
say $? "they are valid"
/usr/bin/python3 - "${arabic[0]}" <<'PYTHON'
import sys, openpyxl
sys.exit(not all(sheet.sheet_view.rightToLeft for sheet in openpyxl.load_workbook(sys.argv[1])))
PYTHON
say $? "and their sheets begin at the right"
exit $failed
