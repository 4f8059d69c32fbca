# What a program that reads aloud finds in the finished PDFs, in every language of the small project, of the sample
# and of the catalogues (a page of the specimen), and in the sample's other layouts: elements in order, languages, scopes and headers of tables, alternative texts, links.
#   UPDATE=1 ONLY='golden-reading' tests/run build      writes them anew: look at the difference
set -u

expected=$SOURCE/tests/golden/reading
failed=0

printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

# same NAME PROJECT OPTION...
same() {
    local name=$1 project=$2
    shift 2
    (cd "$SOURCE/$project" && "$PACTPRESS" build --dump=reading --quiet "$@" >"$BUILD/$name.txt") ||
        echo "# the build ended with status $?"
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$expected" && cp "$BUILD/$name.txt" "$expected/"
    fi
    if [ -s "$BUILD/$name.txt" ] && diff -u "$expected/$name.txt" "$BUILD/$name.txt"; then
        echo "ok the reading of $name"
    else
        echo "not ok the reading of $name: not the text in tests/golden/reading"
        failed=1
    fi
}

same small-en tests/data/document --period 2022-Q1 --as-of 2022-04-10 --city riga --lang en
same small-lv tests/data/document --period 2022-Q1 --as-of 2022-04-10 --city riga --lang lv
same sample-en samples/epi --city cluj-napoca --lang en
same sample-it samples/epi --city ravenna --lang it
same sample-lv samples/epi --city riga --lang lv
same sample-sv samples/epi --city linkoping --lang sv
same quarterly-en samples/epi --layout quarterly --lang en
same newsletter-en samples/epi --layout newsletter --lang en
same compliance-en samples/epi --layout compliance --class restricted
for lang in ar bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk; do
    same specimen-$lang samples/specimen --period 2022-Q1 --draft --lang $lang
done
exit $failed
