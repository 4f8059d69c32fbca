# make install, the Debian package, and the program as one meets it who has nothing but its manual page.
set -u

failed=0
unset PACTPRESS_SHARE PACTPRESS_KEY_FILE
export HOME=$BUILD/home
mkdir -p "$HOME"
tree=$(dirname "$PACTPRESS")

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

# `all` is not made again: this tree is what is tested.
install_to() {
    make -C "$SOURCE" -s -o all install BUILD="$tree" DESTDIR="$1" prefix="$2" >"$BUILD/log" 2>&1 ||
        echo "make install failed: $(tail -n 1 "$BUILD/log")"
}

verdict "make install takes a root and a prefix" "$(install_to "$BUILD/root" /opt/press)"
verdict "it installs nothing elsewhere" "$(ls -A "$BUILD/root" | grep -vx opt; ls -A "$BUILD/root/opt" | grep -vx press)"
verdict "modes are those of a system" "$(find "$BUILD/root" -perm /022 ! -type l | head -n 1
    find "$BUILD/root" -type f ! -perm -444 | head -n 1; find "$BUILD/root" -type d ! -perm -555 | head -n 1)"

if [ -z "${SANITIZED:-}" ]; then # nobody packs the sanitizers
    install_to "$BUILD/usr" /usr
    "$SOURCE/contrib/debian/build" "$BUILD/usr" "$BUILD/deb" >"$BUILD/log" 2>&1 ||
        verdict "the package is built" "$(tail -n 2 "$BUILD/log")"
    deb=$(echo "$BUILD"/deb/*.deb)
    cp "$deb" "$BUILD/first.deb"
    rm -rf "$BUILD/usr"
    install_to "$BUILD/usr" /usr
    "$SOURCE/contrib/debian/build" "$BUILD/usr" "$BUILD/deb" >"$BUILD/log" 2>&1
    verdict "a package made again has the same bytes" "$(cmp "$deb" "$BUILD/first.deb" 2>&1)"
    verdict "lintian finds nothing" "$(lintian --allow-root --tag-display-limit 0 "$deb" 2>&1 | head -n 3)"
    verdict "its version is the program's" "$([ "$(dpkg-deb -f "$deb" Version)" = "$(cat "$SOURCE/VERSION")" ] &&
        [ "pactpress $(cat "$SOURCE/VERSION")" = "$("$PACTPRESS" --version)" ] &&
        grep -q "^pactpress ($(cat "$SOURCE/VERSION"))" "$SOURCE/contrib/debian/changelog" || echo "it is not")"
    for name in $(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/[ (|].*//'); do
        dpkg-query -W "$name" >/dev/null 2>&1 || verdict "$name, which it needs, is here" "it is not"
    done
    rm -rf "$BUILD/root" && mkdir -p "$BUILD/root/opt"
    dpkg-deb -x "$deb" "$BUILD/root/opt/press"
    mv "$BUILD/root/opt/press/usr"/* "$BUILD/root/opt/press"
    gunzip "$BUILD/root/opt/press/share/man/man1/pactpress.1.gz"
fi

# What the page says is typed as it stands, in an empty folder. Commands are set off, four blanks further in.
page=$BUILD/root/opt/press/share/man/man1/pactpress.1
export PATH=$BUILD/root/opt/press/bin:$PATH
mkdir "$BUILD/empty" && cd "$BUILD/empty" || exit 1
mandoc -T ascii "$page" | col -bx >"$BUILD/page"
said() { # SECTION: its commands
    sed -n "/^$1\$/,/^[A-Z]/p" "$BUILD/page" | sed -n 's/^ \{8,\}\(pactpress .*\)/\1/p'
}
said DESCRIPTION >"$BUILD/begin"
verdict "the page says how to begin" "$([ "$(wc -l <"$BUILD/begin")" -ge 2 ] || echo "it does not")"
while read -r line; do
    bash -c "$line" >"$BUILD/said" 2>&1 </dev/null || verdict "$line" "status $?: $(tail -n 1 "$BUILD/said")"
done <"$BUILD/begin"
verdict "which makes a bulletin" "$(pdfinfo our-project/out/candidate/public/*/bulletin/*-en.pdf 2>&1 | grep -q '^Pages' ||
    find our-project -name '*.pdf' | head -n 3 | xargs -r -n 1 pdfinfo 2>&1 | grep -q '^Pages' || echo "it does not")"
said EXAMPLES | sed 's| -C /srv/epi||' >"$BUILD/examples"
cd our-project || exit 1
while read -r line; do
    bash -c "$line" >"$BUILD/said" 2>&1 </dev/null
    verdict "the example: $line" "$([ $? -eq 0 ] || tail -n 1 "$BUILD/said")"
done <"$BUILD/examples"
verdict "which publish" "$(cat out/public/*/manifest.json 2>&1 | grep -q '"files"' || echo "they do not")"
for file in $(sed -n '/^FILES$/,/^[A-Z]/s/^ \{5\}\([a-z.]*[a-z/]*\)\(,.*\)\{0,1\}$/\1/p' "$BUILD/page"); do
    verdict "the page names $file" "$([ -e "$file" ] || echo "it is not there")"
done

exit $failed
