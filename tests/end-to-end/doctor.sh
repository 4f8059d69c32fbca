# doctor: each thing that can be missing, in turn, with how to get it; and that build fails or warns where it says so.
set -u

failed=0
umask 022
unset PACTPRESS_KEY_FILE XDG_CONFIG_HOME
export HOME=$BUILD/home
mkdir -p "$HOME"
town=$BUILD/town

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

# finds NAME STATUS STATE PATTERN [COMMAND...]: this status, and a line of this state that fits.
finds() {
    local name=$1 wanted=$2 state=$3 pattern=$4 status problem=
    shift 4
    "$@" "$PACTPRESS" doctor -C "$town" >"$BUILD/said" 2>"$BUILD/log"
    status=$?
    [ $status -eq "$wanted" ] || problem="status $status, not $wanted: $(tail -n 1 "$BUILD/log")"
    [ -z "$state" ] || grep -qE "^$state +$pattern" "$BUILD/said" || problem=${problem:-"it says $(grep -v '^good' "$BUILD/said" | head -n 2)"}
    verdict "$name" "$problem"
}

fresh() {
    rm -rf "$town" "$HOME/.config"
    "$PACTPRESS" init "$town" 2>"$BUILD/log" || verdict "init" "$(tail -n 1 "$BUILD/log")"
}

fresh
"$PACTPRESS" doctor -C "$town" >"$BUILD/said" 2>"$BUILD/log"
verdict "a project that was begun misses nothing" "$(grep '^missing' "$BUILD/said"
    tail -n 1 "$BUILD/log" | grep -v '^0 things missing')"

mkdir "$town/fonts"
sed 's/Vollkorn-Regular.ttf/Vollkorn-Nowhere.ttf/' "$SOURCE/fonts/stacks.yaml" >"$town/fonts/stacks.yaml"
finds "a font that documents need" 3 missing 'fonts: .*apt-get install'
verdict "its package is named" "$(grep -q 'apt-get install .*fonts-vollkorn\|fonts-vollkorn' "$BUILD/log" || tail -n 2 "$BUILD/log")"
"$PACTPRESS" build -C "$town" >/dev/null 2>"$BUILD/log"
verdict "build says so, too" "$([ $? -eq 3 ] || echo "status $?")"
sed 's/NotoSansArmenian-Regular.ttf/NotoSansNowhere-Regular.ttf/' "$SOURCE/fonts/stacks.yaml" >"$town/fonts/stacks.yaml"
finds "a font of one script" 0 lacking 'fonts of .*apt-get install'
rm -r "$town/fonts"

sed -i 's/^languages:.*/languages: [en, mt]/' "$town/pactpress.yaml"
finds "hyphenation" 0 lacking 'hyphenation of "mt"'
sed -i 's/^languages:.*/languages: [en, tlh]/' "$town/pactpress.yaml"
finds "words of a language" 0 lacking 'words of "tlh": those of "en" stand'
sed -i "s/^languages:.*/languages: [en, 'x y']/" "$town/pactpress.yaml"
finds "a language that is none" 2 '' ''
fresh

key=$HOME/.config/pactpress/town.key
rm "$key"
finds "the key of persons" 0 lacking "the key of persons, $key: .*bring that key"
finds "a place for it" 3 missing 'a place for the key of persons: set HOME' env -u HOME
printf '%064d\n' 7 >"$key" && chmod 644 "$key"
finds "a key that others may read" 3 missing 'a usable key'
printf 'seven' >"$key" && chmod 600 "$key"
finds "a key that is none" 3 missing 'a usable key'
fresh
"$PACTPRESS" build -C "$town" --release --quiet 2>"$BUILD/log"
head -c 300 "$town/archive.db" >"$BUILD/half" && cp "$BUILD/half" "$town/archive.db"
finds "an archive that can be read" 3 missing 'a usable archive'
rm "$town/archive.db"
finds "an archive, where there are editions" 3 missing 'the archive of the editions'
"$PACTPRESS" status -C "$town" >"$BUILD/said" 2>"$BUILD/log"
if grep -q 'archive.gone' "$BUILD/log" && ! grep -q 'no edition' "$BUILD/said"; then
    echo "ok status knows of editions without an archive"
else
    echo "not ok status knows of editions without an archive: $(head -n 2 "$BUILD/said")"
    failed=1
fi
fresh

# Root may write everywhere; nobody looks at a project of root's.
if [ "$(id -u)" = 0 ]; then
    chmod -R go+rX "$BUILD"
    finds "the right to write" 3 missing 'the right to write the project folder' setpriv --reuid=65534 --regid=65534 --clear-groups \
        env HOME=/ PACTPRESS_KEY_FILE=/nonexistent/key
else
    chmod a-w "$town"
    finds "the right to write" 3 missing 'the right to write the project folder'
    chmod u+w "$town"
fi
mkdir "$BUILD/share"
finds "the program's own files" 3 '' '' env PACTPRESS_SHARE="$BUILD/share"
verdict "and how to get them" "$(grep -q 'make install' "$BUILD/log" || tail -n 1 "$BUILD/log")"
exit $failed
