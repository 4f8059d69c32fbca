# Other builds of the program, and other memory, give the same bytes: the tree with the sanitizers and the plain one
# (other optimisation, other layout) where both are there, and memory at other places with other things in it.
# A whole other machine: tests/tools/other_machine.sh.
set -u

failed=0
cp -R "$SOURCE/samples/epi" "$BUILD/epi"
rm -rf "$BUILD/epi/private"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

# build NAME COMMAND...: the PDFs of one city.
build() {
    local name=$1
    shift
    rm -rf "$BUILD/out"
    "$@" build -C "$BUILD/epi" --quiet --format pdf --city riga --out "$BUILD/out" >"$BUILD/said" 2>&1 || {
        echo "not ok $name: $(tail -n 1 "$BUILD/said")"
        failed=1
        return 1
    }
    (cd "$BUILD/out/candidate" && find . -name '*.pdf' -exec sha256sum {} + | sort) >"$BUILD/sums"
    [ -s "$BUILD/sums" ]
}

same() {
    build "$@" || return
    if cmp -s "$BUILD/first" "$BUILD/sums"; then
        echo "ok $1 gives the same $(wc -l <"$BUILD/sums") PDFs"
    else
        echo "not ok $1: $(diff "$BUILD/first" "$BUILD/sums" | head -n 1)"
        failed=1
    fi
}

build "this build" "$PACTPRESS" || exit 1
cp "$BUILD/sums" "$BUILD/first"
same "memory that was filled with other bytes" env MALLOC_PERTURB_=165 MALLOC_ARENA_MAX=1 "$PACTPRESS"
same "memory at fixed places" setarch -R "$PACTPRESS"
tree=$(dirname "$PACTPRESS")
for other in "$tree/asan/pactpress" "$tree/../pactpress"; do
    if [ -x "$other" ]; then same "the other build, $(basename "$(dirname "$other")")/pactpress," "$other"; fi
done
exit $failed
