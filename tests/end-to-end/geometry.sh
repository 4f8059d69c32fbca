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
text = re.sub(r"(?m)^outputs:\n(  - .*\n)+", "outputs:\n" + "".join(
    f"  - {{layout: {layout}, scope: project, langs: [en, de, fi, el, bg, ar, lv], formats: [pdf], class: public}}\n"
    for layout in ("bulletin", "quarterly", "newsletter", "flash")), text)
open(path, "w", encoding="utf-8").write(text)
END
rm -rf "$project"/content/*/it "$project"/content/*/sv

# laid PAPER LAYOUT LANG
laid() {
    local name=$1-$2-$3
    if "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --dump=pages \
        --layout "$2" --lang "$3" >"$BUILD/$name.pages" 2>"$BUILD/$name.messages" &&
        python3 "$SOURCE/tests/tools/page_geometry.py" "$BUILD/$name.pages" >"$BUILD/$name.faults"; then
        echo "ok $name"
    else
        echo "not ok $name: $(cat "$BUILD/$name.messages" "$BUILD/$name.faults" | head -3)"
        failed=1
    fi
}

for paper in a4 letter; do
    mkdir -p "$project/layouts"
    for layout in bulletin quarterly newsletter flash; do
        sed "s/^page: .*/page: $paper/" "$SOURCE/layouts/$layout.yaml" >"$project/layouts/$layout.yaml"
        for lang in en de fi el bg ar lv; do
            [ "$paper" = a4 ] || [ "$lang" = de ] || [ "$lang" = ar ] || continue
            # slow there: every language in one layout, every layout in one language
            [ -z "${SANITIZED:-}" ] || [ "$layout" = bulletin ] || [ "$lang" = ar ] || continue
            laid "$paper" "$layout" "$lang"
        done
    done
done
exit $failed
