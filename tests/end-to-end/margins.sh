# Margins, gutter and grid of the page are the project's: pages made with others, in a language from left to right and
# in one from right to left, on both papers; and what cannot be is refused where it stands.
set -u
. "$SOURCE/tests/tools/is.sh"

printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
project=$BUILD/project
failed=0

# fresh PAPER: the sample, four layouts in two languages
fresh() {
    rm -rf "$project" && cp -R "$SOURCE/samples/epi" "$project"
    rm -rf "$project"/content/*/it "$project"/content/*/sv
    mkdir -p "$project/layouts/styles"
    python3 - "$project/pactpress.yaml" "$1" <<'END'
import re, sys
path, paper = sys.argv[1:]
text = open(path, encoding="utf-8").read()
text = re.sub(r"languages: \[.*?\]", "languages: [en, ar]", text, count=1)
line = "  - {{layout: {}, scope: project, langs: [en, ar], formats: [pdf], class: {}, page: {}}}\n"
text = re.sub(r"(?m)^outputs:\n(  - .*\n|  #.*\n)+", "outputs:\n" + "".join(
    line.format(layout, "restricted" if layout == "compliance" else "public", paper)
    for layout in ("bulletin", "newsletter", "quarterly", "compliance")), text)
open(path, "w", encoding="utf-8").write(text)
END
}

build() {
    "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --format pdf "$@" 2>"$BUILD/said"
}

# From edge to edge of columns of text that stand side by side: all alike.
gutters() {
    awk '$1 == "columns" && $2 > 1 { printf "%.1f\n", ($7 < 0 ? -$7 : $7) - $5 }' "$BUILD/pages" | sort -u
}

# Where the first of them begins on pages from left to right.
starts() {
    awk '$1 == "columns" && $2 > 1 && $3 < 200 { print $3 }' "$BUILD/pages" | sort -u
}

# pages NAME PAPER HEIGHT SIDE TOP BOTTOM HEAD FOOT BASELINE GUTTER
pages() {
    local name=$1 class
    fresh "$2"
    cat >"$project/layouts/styles/almanac.yaml" <<END
page:
  $2: {side: $4, top: $5, bottom: $6, head: $7, foot: $8}
space:
  baseline: $9
  gutter: ${10}
END
    : >"$BUILD/pages"
    for class in public restricted; do
        build --class "$class" --dump=pages >>"$BUILD/pages"
        is "$name: pages of class $class" 0 $?
    done
    python3 "$SOURCE/tests/tools/page_geometry.py" --side "$4" --top "$5" --bottom "$6" --baseline "$9" "$BUILD/pages" \
        >"$BUILD/faults"
    is "$name: nothing stands where nothing should" "0, " "$?, $(head -3 "$BUILD/faults")"
    is "$name: columns are a gutter apart" "${10}" "$(gutters)"
    is "$name: and begin at the margin" "$4" "$(starts)"
    # above the masthead a draft says that it is one
    is "$name: running heads stand on their baseline" "$7" \
        "$(awk '$2 == "artifact/header" && $4 != 18 && $6 == 8 { print $4 }' "$BUILD/pages" | sort -u)"
    is "$name: and so do feet" "$8" \
        "$(awk -v height="$3" '$2 == "artifact/footer" { printf "%.1f\n", height - $4 }' "$BUILD/pages" | sort -u)"
    for class in public restricted; do
        build --class "$class"
        is "$name: documents of class $class, read back" 0 $?
    done
}

pages "12 mm, lines of 12, columns 8 mm apart" a4 841.89 34.0 42.5 42.5 26.0 22.0 12 22.7
if [ -z "${SANITIZED:-}" ]; then # slow there
    pages "30 mm, lines of 16" a4 841.89 85.0 85.0 85.0 60.0 50.0 16 14.0
    pages "Letter, 20 mm, lines of 13" letter 792 56.7 48.0 60.0 30.0 40.0 13 18.0
fi

# refused NAME STYLES WHERE WORDS: a project whose styles are these
refused() {
    printf '%b' "$2" >"$project/layouts/styles/almanac.yaml"
    "$PACTPRESS" check -C "$project" >"$BUILD/said" 2>&1
    is "$1" 2 $?
    is "$1: where, and why" 1 "$(grep -c "layouts/styles/almanac.yaml:$3: error: .*$4" "$BUILD/said")"
}
refused "margins that leave no measure" 'page:\n  a4: {side: 90}\n' 2:14 'leave 415 pt for lines on a4, which need 420'
refused "a gutter that leaves no columns" 'page: {letter: {side: 90}}\nspace: {gutter: 42}\n' 2:17 \
    'three columns of text on letter would be 116 pt wide'
refused "a head that runs into the text" 'page:\n  a4:\n    head: 50\n' 3:11 '"head" is 50 and "top" 56 on a4'
refused "a foot that runs into the text" 'page:\n  a4:\n    bottom: 40\n' 3:13 '"foot" is 31.89 and "bottom" 40'
refused "lines that run into each other" 'space: {baseline: 10}\n' 1:19 'size 10.5, leading 10'
refused "two leadings of one text" 'space: {baseline: 16}\ntype: {body: {leading: 15}}\n' 2:14 'is that of the grid, 16, not 15'
refused "a paper there is not" 'page: {a5: {side: 40}}\n' 1:8 'a4'
exit $failed
