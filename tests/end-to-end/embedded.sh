# The annex and inputs.json inside of PDFs: taken out by poppler, compared by Python, judged by veraPDF as
# PDF/A-3a; verify finds a PDF that contradicts them; the same input gives the same bytes.
set -u

failed=0
ok() {
    echo "ok $1"
}
not_ok() {
    echo "not ok $1"
    failed=1
}

project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
mkdir -p "$project/layouts"
sed 's/^blocks:/embed: [annex, inputs]\n&/' "$SOURCE/layouts/bulletin.yaml" >"$project/layouts/bulletin.yaml"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

# build OUT [OPTION...]
build() {
    local out=$1
    shift
    "$PACTPRESS" build -C "$project" --out "$BUILD/$out" --layout bulletin --city riga "$@" 2>"$BUILD/$out.log"
}

build out || not_ok "it is built: $(grep error: "$BUILD/out.log" | head -n 1)"
folder=$BUILD/out/candidate/public/2022-Q1
pdf=$folder/bulletin/epi-bulletin-2022-Q1-riga-lv.pdf
annex=epi-annex-2022-Q1-riga-lv.xlsx

if [ "$(pdfdetach -list "$pdf" 2>"$BUILD/said" | tr '\n' '|')" = "2 embedded files|1: $annex|2: inputs.json|" ]; then
    ok "poppler lists both files"
else
    not_ok "poppler lists both files: $(pdfdetach -list "$pdf" 2>&1 | head -n 3 | tr '\n' ' ')"
fi
mkdir "$BUILD/inside"
pdfdetach -saveall -o "$BUILD/inside" "$pdf" 2>"$BUILD/said" || not_ok "poppler takes them out"
if cmp -s "$BUILD/inside/$annex" "$folder/annex/$annex"; then
    ok "the workbook inside is the published one"
else
    not_ok "the workbook inside is the published one"
fi

# What inputs.json says is what the manifest says, and no path is in it.
if python3 - "$BUILD/inside/inputs.json" "$folder/manifest.json" "$annex" 2>"$BUILD/said" <<'PYTHON'; then
import json, sys
note, manifest = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
for key in ("project", "grant", "class", "period", "data_state", "inputs", "inputs_sha256", "rows"):
    assert note[key] == manifest[key], key
published = {file["path"].split("/")[-1]: file for file in manifest["files"]}
assert note["annex"] == {"name": sys.argv[3], "sha256": published[sys.argv[3]]["sha256"]}
assert note["title"] in [file.get("title") for file in manifest["files"]]
assert all(list(one) == ["source"] for one in note["inputs"])
PYTHON
    ok "inputs.json agrees with the manifest, and names neither path nor digest of a file"
else
    not_ok "inputs.json agrees with the manifest: $(tail -n 1 "$BUILD/said")"
fi

if "$PACTPRESS" verify "$pdf" 2>"$BUILD/said"; then
    ok "verify finds nothing in it"
else
    not_ok "verify finds nothing in it: $(head -n 1 "$BUILD/said")"
fi

# A second time, elsewhere.
build other --lang lv || not_ok "a second one is built"
cmp -s "$pdf" "$BUILD/other/candidate/public/2022-Q1/bulletin/${pdf##*/}" &&
    ok "the same input gives the same bytes" || not_ok "the same input gives the same bytes"
python3 - "$pdf" "$BUILD/wrong.pdf" <<'PYTHON'
import subprocess, sys
data = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", sys.argv[1], "-"],
                      capture_output=True, check=True).stdout
old = b'"read": '
at = data.index(old, data.index(b'"rows"')) + len(old)
new = data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
open(sys.argv[2], "wb").write(new)
PYTHON
if "$PACTPRESS" verify "$BUILD/wrong.pdf" 2>"$BUILD/said"; then
    not_ok "verify finds rows that do not add up"
elif grep -q 'do not add up.*readback.pdf-embedded' "$BUILD/said"; then
    ok "verify finds rows that do not add up"
else
    not_ok "verify finds rows that do not add up: $(head -n 1 "$BUILD/said")"
fi

# Nothing changed, nothing is made; a PDF alone has the same workbook inside.
build out && grep -q '^Up to date' "$BUILD/out.log" && ok "what is up to date stays" || not_ok "what is up to date stays"
build alone --format pdf || not_ok "PDFs alone are built"
if [ -e "$BUILD/alone/candidate/public/2022-Q1/annex" ] || find "$BUILD/alone/candidate" -name '.embedded*' | grep -q .; then
    not_ok "PDFs alone leave no workbook beside them"
elif cmp -s "$pdf" "$BUILD/alone/candidate/public/2022-Q1/bulletin/${pdf##*/}"; then
    ok "PDFs alone have the same bytes"
else
    not_ok "PDFs alone have the same bytes"
fi

"$SOURCE/tests/tools/verapdf.sh" --fetch >"$BUILD/fetched" 2>&1
case $? in
0)
    "$SOURCE/tests/tools/verapdf.sh" "$pdf" >"$BUILD/judged" 2>"$BUILD/said"
    for flavour in ua1 3a; do
        if grep -q "	$flavour	pass$" "$BUILD/judged"; then
            ok "veraPDF $flavour"
        else
            not_ok "veraPDF $flavour: $(tr '\t\n' '  ' <"$BUILD/judged")"
        fi
    done
    ;;
4) echo "left out veraPDF: $(tail -n 1 "$BUILD/fetched")" ;;
*) not_ok "veraPDF: $(tail -n 1 "$BUILD/fetched")" ;;
esac
exit $failed
