# The web pages of the sample: html5lib and Python compare them with figures.csv and with each other
# (tests/tools/check_html.py), axe-core in Chromium judges them, and the read-back finds what is planted.
set -u

failed=0
project=$BUILD/epi
python=/usr/bin/python3
cp -R "$SOURCE/samples/epi" "$project"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
sed -i '/^outputs:/,$d' "$project/pactpress.yaml"
cat >>"$project/pactpress.yaml" <<'YAML'
outputs:
  - {layout: bulletin, scope: city, cities: [riga], langs: [en, home], formats: [pdf, xlsx, html], class: public}
  - {layout: bulletin, scope: project, langs: [en, ar], formats: [html], class: public}
  - {layout: quarterly, scope: project, langs: [en], formats: [html], class: public}
  - {layout: newsletter, scope: project, langs: [en, it, sv], formats: [html], class: public}
YAML
sed -n '/^contact:/,$p' "$SOURCE/samples/epi/pactpress.yaml" >>"$project/pactpress.yaml"
sed -i 's/^languages: \[en,/languages: [en, ar,/' "$project/pactpress.yaml"

say() {
    if [ "$1" -eq 0 ]; then
        echo "ok $2"
    else
        echo "not ok $2${3:+: $3}"
        failed=1
    fi
}

# build OUT TIMEZONE LOCALE OPTION...
build() {
    local out=$BUILD/$1 zone=$2 locale=$3
    shift 3
    TZ=$zone LC_ALL=$locale LOCPATH=$GERMAN_LOCPATH "$PACTPRESS" build -C "$project" --draft --period 2022-Q1 \
        --as-of 2022-04-08 --out "$out" --quiet "$@" >"$out.log" 2>&1
    local status=$?
    [ $status -eq 0 ] || {
        grep -v warning "$out.log" | sed 's/^/# /'
        echo "not ok the pages are built: status $status"
        exit 1
    }
}

build out UTC C.UTF-8
folder=$BUILD/out/candidate/public/2022-Q1
"$python" "$SOURCE/tests/tools/check_html.py" "$folder" || failed=1

build again Asia/Kathmandu de_DE.UTF-8 --jobs 1 --format html
diff -r -x 'index.*' "$folder/html" "$BUILD/again/candidate/public/2022-Q1/html" >"$BUILD/differences"
[ ! -s "$BUILD/differences" ]
say $? "the same pages come out in another zone and locale, with one thread, and alone"

html=$folder/html
grep -q 'dir="rtl"' "$html/epi-bulletin-2022-Q1-ar.html" && ! grep -q 'base_url' "$project/pactpress.yaml" &&
    grep -q '<link rel="alternate" hreflang="lv" href="epi-bulletin-2022-Q1-riga-lv.html"/>' \
        "$html/epi-bulletin-2022-Q1-riga-en.html"
say $? "without site.base_url the pages lead to each other beside them, Arabic from right to left"
printf 'site:\n  base_url: https://example.org/pact\n' >>"$project/pactpress.yaml"
build based UTC C.UTF-8 --format html --city riga
grep -q '<link rel="alternate" hreflang="lv" href="https://example.org/pact/public/2022-Q1/html/epi-bulletin-2022-Q1-riga-lv.html"/>' \
    "$BUILD/based/candidate/public/2022-Q1/html/epi-bulletin-2022-Q1-riga-en.html"
say $? "with site.base_url they say where they will be read"

"$PACTPRESS" build -C "$project" --draft --period 2022-Q1 --format eml --out "$BUILD/none" >"$BUILD/said" 2>&1
[ $? -eq 2 ] && grep -q 'has the format "eml"' "$BUILD/said"
say $? "a format that no output declares is refused" "$(tail -n 1 "$BUILD/said")"

# planted NAME RULE SED: a defect in a copy of a page is found, and nothing else.
page=$html/epi-bulletin-2022-Q1-riga-en.html
mkdir -p "$BUILD/planted/html"
cp "$folder/figures.csv" "$BUILD/planted"
planted() {
    sed "$3" "$page" >"$BUILD/planted/html/page.html"
    "$PACTPRESS" verify "$BUILD/planted/html/page.html" >"$BUILD/said" 2>&1
    [ $? -eq 1 ] && grep -qF "[readback.$2]" "$BUILD/said"
    say $? "read-back finds $1" "$(tail -n 1 "$BUILD/said")"
}
"$PACTPRESS" verify "$page" >"$BUILD/said" 2>&1
say $? "read-back finds nothing in a good page" "$(tail -n 1 "$BUILD/said")"
planted "another value" html-figure '0,/<data value="192"/s//<data value="193"/'
planted "another number on the page" html-shown '0,/">192</s//">191</'
planted "a figure that is not published" html-figure '0,/data-figure="attendance.persons\[/s//data-figure="attendance.nobody[/'
planted "a script" html-active 's|</body>|<script src="a.js"></script></body>|'
planted "a handler" html-active 's|<body>|<body onload="a()">|'
planted "an address that runs" html-active '0,/href="#text"/s//href="javascript:a()"/'
planted "a picture from elsewhere" html-outside '0,/src="data:/s//src="https:/'
planted "a picture without words" html-alt '0,/\(<img [^>]*\) alt="[^"]*"/s//\1/'
planted "a link to nowhere" html-link '0,/href="#text"/s//href="#test"/'
planted "a page without a language" html-lang '0,/ lang="en"/s///'
planted "a torn page" html-xml '$d'

"$SOURCE/tests/tools/axe.sh" --fetch >"$BUILD/fetched" 2>&1
case $? in
0)
    "$SOURCE/tests/tools/axe.sh" "$page" "$html/epi-bulletin-2022-Q1-ar.html" \
        "$html/epi-quarterly-2022-Q1-en.html" "$html/epi-newsletter-2022-Q1-it.html" "$html/index.html" \
        >"$BUILD/axe" 2>&1
    say $? "axe-core finds nothing in five pages" "$(grep -v '^pass' "$BUILD/axe" | head -n 3)"
    sed 's/ alt="[^"]*"//' "$page" >"$BUILD/no-alt.html"
    "$SOURCE/tests/tools/axe.sh" "$BUILD/no-alt.html" >"$BUILD/axe" 2>&1
    [ $? -eq 1 ] && grep -q image-alt "$BUILD/axe"
    say $? "axe-core finds a picture without alternative text" "$(cat "$BUILD/axe")"
    ;;
4) echo "left out axe-core: $(tail -n 1 "$BUILD/fetched")" ;;
*) say 1 "axe-core judges the pages" "$(tail -n 1 "$BUILD/fetched")" ;;
esac
exit $failed
