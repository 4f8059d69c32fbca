# The keys of layouts, as samples/layouts uses them: where things stand, and how they are read.
set -u

project=$BUILD/layouts
rm -rf "$project" && cp -R "$SOURCE/samples/layouts" "$project"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
failed=0

# say NAME STATUS [WHY]
say() {
    if [ "$2" = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1: ${3-}"
        failed=1
    fi
}

build() {
    "$PACTPRESS" build -C "$project" --quiet --period 2022-Q3 --as-of 2022-10-01 "$@"
}

# All pages, and whether they are as they should be; the essay has margins and a grid of its own.
pages() {
    build "$@" --format pdf --dump=pages >"$BUILD/pages" 2>"$BUILD/said" &&
        build "$@" --format pdf --dump=pages --layout brochure --layout journal >"$BUILD/most" 2>"$BUILD/said" &&
        build "$@" --format pdf --dump=pages --layout essay >"$BUILD/essay" 2>"$BUILD/said" &&
        python3 "$SOURCE/tests/tools/page_geometry.py" "$BUILD/most" >"$BUILD/faults" &&
        python3 "$SOURCE/tests/tools/page_geometry.py" --side 68 --top 64 --baseline 15 "$BUILD/essay" >"$BUILD/faults"
}

build >"$BUILD/said" 2>&1
say "all layouts are built, and read back" $? "$(head -3 "$BUILD/said")"
pages
say "nothing stands where nothing should" $? "$(head -3 "$BUILD/said" "$BUILD/faults")"
PAGES=$BUILD/pages OUT=$project/out python3 "$SOURCE/tests/tools/check_layouts.py" || failed=1

# Forty paragraphs with fourteen pictures, notes and references: on a page from right to left, too.
python3 - "$project" <<'END_PYTHON'
import sys
from pathlib import Path
folder = Path(sys.argv[1])
words = "Benches came first, and by a wide margin: seats that face the water, with backs, and some with arms. " * 2
text = ""
for i in range(40):
    text += words + "\n\n"
    if i % 3 == 0:
        edge = "top" if i % 2 else "bottom"
        text += f'![A street.](images/street.png "Picture {i}. | A. B | 3:1 | {edge} #p{i}")\n\n'
    if i % 5 == 0:
        text += f"```side\nSide note {i}, of a few words.\n```\n\n"
    if i % 7 == 0:
        text += f"See [that picture](#p{i * 3 % 39 // 3 * 3}).\n\n"
for slot in ("lead", "essay"):
    (folder / f"content/autumn/en/{slot}.md").write_text(f"---\ntitle: Many\nslot: {slot}\n---\n{text}", encoding="utf-8")
(folder / "content/autumn/en/benches.md").write_text("---\ntitle: Few\n---\nWords.\n", encoding="utf-8")
path = folder / "pactpress.yaml"
path.write_text(path.read_text(encoding="utf-8").replace("[en]", "[en, ar]"), encoding="utf-8")
path = folder / "layouts/brochure.yaml"
path.write_text(path.read_text(encoding="utf-8").replace("title: harbour.ask, ", ""), encoding="utf-8")
END_PYTHON
build --draft --format pdf >"$BUILD/said" 2>&1
say "many pictures float, and are read back" $? "$(head -3 "$BUILD/said")"
pages --draft
say "and nothing runs into them" $? "$(head -3 "$BUILD/said" "$BUILD/faults")"
[ "$(grep -c '^  image' "$BUILD/pages")" = $((14 * 2 * 4)) ]
say "none is lost" $? "$(grep -c '^  image' "$BUILD/pages") pictures"

# One story alone, as a layout sets it: on its page, in its columns; the narrow measure takes more lines.
printf 'title: Slim\npage: letter\nblocks:\n  - {kind: story, columns: 3}\n' >"$project/layouts/slim.yaml"
{
    printf -- '---\ntitle: Alone\nlang: en\nslot: lead\n---\n'
    for i in 1 2 3 4 5 6; do printf 'Benches came first, and by a wide margin: seats that face the water, with backs. '; done
} >"$BUILD/alone.md"
proof() {
    "$PACTPRESS" proof -C "$project" "$BUILD/alone.md" -o "$BUILD/alone.pdf" "$@" >"$BUILD/said" 2>&1
}
lines() {
    pdftotext -raw "$BUILD/alone.pdf" - | grep -c 'e'
}
proof
wide=$(lines)
[ "$wide" -gt 3 ] && pdfinfo "$BUILD/alone.pdf" | grep -q 'Page size:.*A4'
say "a story alone is on A4" $? "$wide lines, $(head -1 "$BUILD/said")"
proof --layout slim
[ "$(lines)" -gt "$wide" ] && pdfinfo "$BUILD/alone.pdf" | grep -q 'Page size:.*letter'
say "and as a layout of the project sets it" $? "$(lines) lines, $(head -1 "$BUILD/said")"
! proof --layout slimm && grep -q 'there is no layout "slimm"; did you mean "slim"?' "$BUILD/said"
say "a layout that is not there is said" $? "$(head -1 "$BUILD/said")"
exit $failed
