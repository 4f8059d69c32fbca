# The tree that a small project (tests/data/document) becomes, with its words, and what is said about stories
# with mistakes (tests/data/document-refused). The texts beside this script are the expected ones.
#   UPDATE=1 ONLY='golden-document' tests/run build      writes them anew: look at the difference
set -u

expected=$SOURCE/tests/golden/document
failed=0

printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

# dump PROJECT NAME OPTION...: the tree in $BUILD/NAME, the messages in $BUILD/NAME.messages.
dump() {
    local project=$1 name=$2
    shift 2
    (
        cd "$SOURCE/tests/data/$project" &&
            "$PACTPRESS" build --dump=document --period 2022-Q1 --as-of 2022-04-10 "$@" \
                >"$BUILD/$name" 2>"$BUILD/$name.all"
    )
    status=$?
    grep -E '^content/.*: (error|warning|note): ' "$BUILD/$name.all" >"$BUILD/$name.messages"
}

# same NAME FILE
same() {
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$expected" && cp "$2" "$expected/$(basename "$2")"
    fi
    if diff -u "$expected/$(basename "$2")" "$2"; then
        echo "ok $1"
    else
        echo "not ok $1: it is not the text in tests/golden/document"
        failed=1
    fi
}

. "$SOURCE/tests/tools/is.sh"

dump document riga-en --city riga --lang en
is "a whole bulletin is composed" 0 $status
same "the bulletin of a city" "$BUILD/riga-en"
dump document riga-lv --city riga --lang lv
is "a bulletin is composed in another language" 0 $status
same "the same bulletin in Latvian" "$BUILD/riga-lv"
dump document project-en --city project --lang en
is "the bulletin of the project is composed" 0 $status
same "the bulletin of the project" "$BUILD/project-en"

dump document-refused refused
is "stories with mistakes end in 1" 1 $status
same "messages about stories with mistakes" "$BUILD/refused.messages"
is "nothing is composed then" 0 "$(wc -c <"$BUILD/refused")"

# The examples of docs/stories.md can be read: the long ones, put together, are a story.
python3 - "$SOURCE/docs/stories.md" >"$BUILD/examples.md" <<'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
examples = [re.sub(r"^    ", "", e, flags=re.M).strip("\n") + "\n"
            for e in re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.M)]
story = [e for e in examples if e.startswith(("A paragraph", "```terms", "{{"))]
assert len(story) == 6, len(story)
print("---\ntitle: Examples\n---\n" + "\n".join(story))
END
"$PACTPRESS" proof "$BUILD/examples.md" --lang en -o "$BUILD/examples.pdf" >"$BUILD/examples.all" 2>&1
is "the examples of docs/stories.md are a story" 0 $?
grep -E ': (error|warning): ' "$BUILD/examples.all"

# Every string of the English catalogue is named
# somewhere; ids that are made at run time are named by their beginning. page. belongs to page/.
if python3 - "$SOURCE" <<'END'; then
import re, sys
from pathlib import Path
root = Path(sys.argv[1])
catalogue = re.findall(r"^  ([a-z_]+(?:\.[a-z_]+)+):", (root / "layouts/strings/en.yaml").read_text(), re.M)
code = "".join(p.read_text() for folder in ("document", "page", "output") for p in (root / "src" / folder).glob("*.c"))
named = set(re.findall(r'"([a-z_]+(?:\.[a-z_%]+)+)"', code))
begun = [n[:-2] for n in named if n.endswith("%s")]
lost = [i for i in catalogue if i not in named and not i.startswith(tuple(begun + ["page."]))]
for i in lost:
    print("no code prints", i)
sys.exit(1 if lost or len(catalogue) < 100 else 0)
END
    echo "ok no string is left over"
else
    echo "not ok no string is left over"
    failed=1
fi
exit $failed
