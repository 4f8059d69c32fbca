# pactpress verify of an edition: one wrong number, row, sheet, name, file or digest in it, and it is found.
set -u

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$BUILD/key")
mkdir "$BUILD/tmp"
export PACTPRESS_KEY_FILE=$BUILD/key TMPDIR=$BUILD/tmp
"$PACTPRESS" build -C "$BUILD/epi" --city riga --city project --lang en --layout bulletin --out "$BUILD/out" \
    >"$BUILD/said" 2>&1 || {
    sed 's/^/# /' "$BUILD/said"
    echo "not ok verify of an edition: the sample was not built"
    exit 1
}
candidate=$BUILD/out/candidate/public/2022-Q1

python3 "$SOURCE/tests/tools/plant_edition.py" "$candidate" "$BUILD/faults" >"$BUILD/expected" || {
    echo "not ok verify of an edition: the faults cannot be planted"
    exit 1
}
while IFS='	' read -r name rule; do
    # Some faults are in no figure: they are found where the project is at hand, by building the edition again.
    case $name in rebuild-*) project=$BUILD/epi words="the same text and figures" ;;
    *) project=$BUILD words="every figure is that of figures.csv" ;; esac
    "$PACTPRESS" verify -C "$project" "$BUILD/faults/$name" >"$BUILD/found" 2>&1
    status=$?
    if [ -z "$rule" ] && [ $status -eq 0 ] && grep -q "$words" "$BUILD/found"; then
        echo "ok verify takes an edition: $name"
    elif [ -n "$rule" ] && [ $status -eq 1 ] && grep -qF "[$rule" "$BUILD/found"; then
        echo "ok verify finds $name"
    else
        sed 's/^/# /' "$BUILD/found"
        echo "not ok verify finds $name: status $status, wanted ${rule:-nothing}"
    fi
done < <(awk -v step="${SANITIZED:+5}" 'step == "" || NR % step == 1' "$BUILD/expected") # slow there

# says NAME STATUS WORDS ARGUMENT...
says() {
    local name=$1 wanted=$2 words=$3
    shift 3
    "$PACTPRESS" verify "$@" >"$BUILD/found" 2>&1
    local status=$?
    if [ $status -eq "$wanted" ] && grep -qF "$words" "$BUILD/found"; then
        echo "ok verify $name"
    else
        sed 's/^/# /' "$BUILD/found"
        echo "not ok verify $name: status $status, wanted $wanted and \"$words\""
    fi
}

says "rebuilds to the same bytes" 0 "Rebuilt: every file has the same bytes." -C "$BUILD/epi" "$candidate/manifest.json"
if rmdir "$TMPDIR"; then echo "ok verify leaves no rebuild behind"; else echo "not ok verify leaves no rebuild behind"; fi
mkdir "$TMPDIR"
mkdir -p "$BUILD/out/editions/public-2022-Q1-1"
says "knows no edition of this name" 1 "did you mean \`public-2022-Q1-1\`?" -C "$BUILD/epi" --out "$BUILD/out" public-2022-Q1-2
says "does not rebuild without the project" 0 "Not rebuilt: " "$candidate"
printf '\n' >>"$(find "$BUILD/epi/data" -name '*.csv' | sort | head -n 1)"
says "does not rebuild from other files" 0 "Not rebuilt: " -C "$BUILD/epi" "$candidate"
says "says that they are others" 0 "warning: The edition was made from other files than those that are there" -C "$BUILD/epi" "$candidate"
says "compares a PDF with what it names itself" 1 "[verify.number]" "$BUILD/faults/pdf-digit/bulletin/"*-riga-en.pdf
says "compares a workbook with its own figures" 1 "[verify.workbook]" "$BUILD/faults/share/annex/"*-riga-en.xlsx
says "compares a lone workbook's charts" 1 "[verify.chart]" "$BUILD/faults/chart-number/annex/"*-riga-en.xlsx
says "takes a workbook alone" 0 "1 file read back, nothing found" "$candidate/annex/"*-riga-en.xlsx
says "takes the project's workbook alone" 0 "1 file read back, nothing found" "$candidate"/annex/epi-annex-2022-Q1-en.xlsx
