# same_pages: a document has the same number of pages in all languages, whichever of them are made;
# where that cannot be, a warning names them. qpdf counts.
set -u

failed=0
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
project=$BUILD/epi
rm -rf "$project" "$BUILD"/out* && cp -R "$SOURCE/samples/epi" "$project"
is() {
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: got '$2' in place of '$3': $(grep -o 'warning: .*\[page.*\|error: .*' "$BUILD/said" | head -3)"
        failed=1
    fi
}
outputs() { # KEYS: the newsletter in three languages, and nothing else
    python3 - "$SOURCE/samples/epi/pactpress.yaml" "$project/pactpress.yaml" "$1" <<'END_PYTHON'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
text = re.sub(r"(?m)^outputs:\n(  - .*\n|  #.*\n)+", "outputs:\n  - {layout: newsletter, scope: project, langs: [en, it, sv], "
              "formats: [pdf], class: public" + sys.argv[3] + "}\n", text, count=1)
open(sys.argv[2], "w", encoding="utf-8").write(text)
END_PYTHON
}
counts() { # OUT OPTION...: "en it sv"
    local out=$1
    shift
    "$PACTPRESS" build -C "$project" --draft --period 2022-Q1 --as-of 2022-04-10 --out "$out" "$@" >"$BUILD/said" 2>&1 || return
    for file in "$out"/candidate/public/2022-Q1/newsletter/*.pdf; do qpdf --show-npages "$file"; done | tr '\n' ' '
}
story=$project/content/2022-Q1-newsletter/sv/lead.md
paragraph='Mellan januari och mars bjöd städerna därför in andra: dem som inte var med i projektet och som står där vi stod för två år sedan.'

# The Swedish story grows until the document has a page more than the others.
outputs ""
three=$(counts "$BUILD/out")
grown=$three
for i in $(seq 40); do
    for k in 1 2 3; do printf '\n%s\n' "$paragraph" >>"$story"; done
    grown=$(counts "$BUILD/out" --lang sv)
    [ "$grown" = "$(echo "$three" | cut -d' ' -f3) " ] || break
done
three=$(counts "$BUILD/out")
set -- $three
is "a longer story makes a longer document" "$(($3 > $1))" 1

printf -- '---\ntitle: Kort\n---\n%s\n' "$paragraph" >"$project/content/2022-Q1-newsletter/sv/lead-short.md"
sed -i '2i variants: [lead-short.md]' "$story"
outputs ", same_pages: true"
same=$(counts "$BUILD/out-same")
is "with a shorter text all languages have as many pages" "$same" "$1 $1 $1 "
is "as one language alone has" "$(counts "$BUILD/out-alone" --lang sv)" "$1 "
cmp -s "$BUILD"/out-same/candidate/public/2022-Q1/newsletter/*-sv.pdf "$BUILD"/out-alone/candidate/public/2022-Q1/newsletter/*-sv.pdf
is "with the same bytes" "$?" 0
counts "$BUILD/out-same" >/dev/null
is "and nothing is made again" "$(grep -c 'made again\|page.not-same' "$BUILD/said")" 0

sed -i '/^variants:/d' "$story"
rm "$project/content/2022-Q1-newsletter/sv/lead-short.md"
for i in $(seq 60); do printf '\n%s\n' "$paragraph" >>"$story"; done
apart=$(counts "$BUILD/out-apart")
set -- $apart
is "where that cannot be, each has its own" "$(($3 > $1))" 1
is "and a warning names them" "$(grep -c "warning: .*(en $1, it $2, sv $3).*page.not-same" "$BUILD/said")" 1
exit $failed
