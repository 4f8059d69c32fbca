# Every layout in seven languages, on A4 and on Letter: is everything where it may stand?
# (tests/tools/page_geometry.py says what that is.)
set -u

project=$BUILD/epi
rm -rf "$project" && cp -R "$SOURCE/samples/epi" "$project"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
failed=0

python3 - "$project/pactpress.yaml" <<'END'
import re, sys
path = sys.argv[1]
text = open(path, encoding="utf-8").read()
text = re.sub(r"languages: \[.*?\]", "languages: [en, de, fi, el, bg, ar, lv]", text, count=1)
text = re.sub(r"(?m)^outputs:\n(  - .*\n|  #.*\n)+", "outputs:\n" + "".join(
    f"  - {{layout: {layout}, scope: project, langs: [en, de, fi, el, bg, ar, lv], formats: [pdf], class: public}}\n"
    for layout in ("bulletin", "quarterly", "newsletter", "flash")) +
    "  - {layout: compliance, scope: project, langs: [en, de, fi, el, bg, ar, lv], formats: [pdf], class: restricted}\n", text)
open(path, "w", encoding="utf-8").write(text)
END
rm -rf "$project"/content/*/it "$project"/content/*/sv

# laid PAPER LAYOUT LANG...: in all these languages at once
laid() {
    local name=$1-$2 class=public
    [ "$2" != compliance ] || class=restricted
    shift 2
    if "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --dump=pages --class "$class" \
        --layout "${name#*-}" $(printf -- '--lang %s ' "$@") >"$BUILD/$name.pages" 2>"$BUILD/$name.messages" &&
        python3 "$SOURCE/tests/tools/page_geometry.py" "$BUILD/$name.pages" >"$BUILD/$name.faults" &&
        [ "$(grep -c '^page 1 ' "$BUILD/$name.pages")" = $# ]; then
        echo "ok $name in $*"
    else
        echo "not ok $name in $*: $(cat "$BUILD/$name.messages" "$BUILD/$name.faults" | head -3)"
        failed=1
    fi
}

for paper in a4 letter; do
    sed -i "s/, class: \(public\|restricted\).*}/, class: \1, page: $paper}/" "$project/pactpress.yaml"
    for layout in bulletin quarterly newsletter flash compliance; do
        # slow there
        if [ -n "${SANITIZED:-}" ]; then
            [ "$paper" = letter ] || laid "$paper" "$layout" de ar
        elif [ "$paper" = letter ]; then
            laid "$paper" "$layout" de el ar
        else
            laid "$paper" "$layout" en de fi el bg ar lv
        fi
    done
done

# And would it be seen if something were not?
if [ -z "${SANITIZED:-}" ]; then
    python3 "$SOURCE/tests/tools/plant_geometry.py" "$BUILD/a4-bulletin.pages" "$BUILD" || failed=1
fi
# Names of cities in Latin letters within links, between words of other scripts and directions: the finished files
# are read back as they are made.
if "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --class restricted --layout compliance \
    --lang ar --lang el --out "$BUILD/out" 2>"$BUILD/said" &&
    "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --class restricted --layout compliance \
        --lang ar --dump=reading 2>/dev/null | grep -A 4 '^ *Link$' | grep -q 'Span \[en\]'; then
    echo "ok the report in Arabic and Greek, its links in several languages"
else
    echo "not ok the report in Arabic and Greek: $(grep -m 1 error "$BUILD/said")"
    failed=1
fi

exit $failed
