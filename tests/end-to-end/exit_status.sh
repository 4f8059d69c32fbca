# Every exit status, by what leads to it: one table. Whatever it is but 0, readers see what they saw before.
set -u

failed=0
umask 022
(umask 077 && printf '%064d\n' 7 >"$BUILD/key" && printf '%064d\n' 8 >"$BUILD/other-key")
export PACTPRESS_KEY_FILE=$BUILD/key
mkdir "$BUILD/work" && cd "$BUILD/work" || exit 1

not_ok() {
    echo "not ok $1"
    failed=1
}

"$PACTPRESS" init town 2>"$BUILD/log" && "$PACTPRESS" build -C town --release --quiet 2>"$BUILD/log" ||
    not_ok "a first edition: $(tail -n 1 "$BUILD/log")"
cp town/out/public/*/bulletin/*-en.pdf sound.pdf 2>/dev/null || find town/out -name '*northtown-en.pdf' -exec cp {} sound.pdf \;
cp -R town kept

# seen: what readers get, and the archive's editions.
seen() {
    (cd town && find out/public out/editions -type f -exec sha256sum {} + | sort && ls -l out/public && ls out/editions) 2>&1
}

# hold FILE: takes the lock of this file; let_go gives it back.
hold() {
    python3 - "$1" >held <<'END' &
import fcntl, sys, time
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
END
    holder=$!
    until [ -s held ]; do sleep 0.05; done
}

let_go() {
    kill $holder && wait $holder 2>/dev/null
    rm -f held
}

# stop SIGNAL: a build that waits for a lock gets the signal.
stop() {
    hold town/out/.lock
    "$PACTPRESS" build -C town --release --wait 600 2>"$BUILD/said" &
    local build=$! status
    until [ "$(sed -n 's/^State:\t\(.\).*/\1/p' /proc/$build/status)" = S ]; do sleep 0.05; done
    sleep 0.3
    kill "-$1" $build
    wait $build
    status=$?
    let_go
    return $status
}

# What each line of the table does to the project before; the command follows it.
story=town/content/first-issue/en/lead.md
nothing() { :; }
row_held_back() { sed -i '2s/,[^,]*/,tomorrow/' town/data/attendance.csv && head -n 3 town/data/attendance.csv >&2; }
no_data() { rm town/data/survey.csv; }
other_header() { printf 'no,such\nheader,here\n' >town/data/attendance.csv; }
no_such_letter() { printf '\nA \xf0\x94\x90\x80 nobody has.\n' >>$story; }
no_such_figure() { printf '\n{{ attendance.nothing, number }}\n' >>$story; }
untranslated() { sed -i 's/^languages: .*/languages: [en, lv]/; s/langs: \[en\]/langs: [en, lv]/' town/pactpress.yaml; }
late() { sed -i '/outhport/d' town/data/attendance.csv town/data/survey.csv; }
damaged() { head -c 3000 sound.pdf >damaged.pdf; }
misspelt() { sed -i 's/^cities:/citys:/' town/pactpress.yaml; }
other_key() { cp -p "$BUILD/key" "$BUILD/own-key" && cp "$BUILD/other-key" "$BUILD/key"; }
open_key() { chmod 0644 "$BUILD/key"; }
file_in_the_way() { echo >file; }
broken_archive() { dd if=/dev/zero of=town/archive.db bs=100 count=1 conv=notrunc 2>/dev/null; }
changed_edition() { chmod -R u+w town/out/editions && find town/out/editions -name figures.csv -exec sh -c 'echo x >>"$1"' - {} \;; }
locked() { hold town/out/.lock; }

press() { "$PACTPRESS" "$@"; }
no_room() { (ulimit -f 20 && "$PACTPRESS" "$@"); }
full_output() { "$PACTPRESS" "$@" >/dev/full; }

# status  what it is                           what is done first   how      what is run
table="
0  nothing new is done, too                    nothing         press       build -C town --release
0  rows held back are a warning                row_held_back   press       build -C town
0  a city that is late is a note               late            press       build -C town
0  an edition that nobody can break            nothing         press       audit town/out/public/2026-Q1
0  a PDF that is sound                         nothing         press       verify sound.pdf
1  a header that cannot be read                other_header    press       build -C town --release
1  files that a source names are not there     no_data         press       build -C town --release
1  a character that no font has                no_such_letter  press       build -C town --release
1  a figure that there is not                  no_such_figure  press       build -C town --release
1  the same, looked at before                  no_such_figure  press       check -C town
1  no story in a language                      untranslated    press       plan -C town
1  rows held back under --strict               row_held_back   press       build -C town --release --strict
1  the same of status                          row_held_back   press       status -C town --strict
1  a late city under --require-complete        late            press       build -C town --release --require-complete
1  a file that does not conform                damaged         press       verify damaged.pdf
1  an edition that somebody changed, verified  changed_edition press       verify -C town public-2026-Q1-1
2  no such command                             nothing         press       bild
2  no such option                              nothing         press       build -C town --releese
2  no such city                                nothing         press       build -C town --city nowhere
2  a part is no edition                        nothing         press       build -C town --release --city northtown
2  no project                                  nothing         press       build -C nowhere
2  a key of pactpress.yaml that is misspelt    misspelt        press       build -C town --release
2  another key of persons                      other_key       press       build -C town --release
2  a candidate with another key                 other_key       press       build -C town
2  and a check                                  other_key       press       check -C town
2  an argument too many                         nothing         press       build -C town northtown
2  a key of persons that others may read       open_key        press       build -C town --release
2  a file that is not there                    nothing         press       proof nowhere.md
2  no such edition                             nothing         press       withdraw -C town public-1999-9
3  a file where a folder should be             file_in_the_way press       build -C town --out file/out
3  no room for a file                          one_more_word    no_room     build -C town --release --fresh
3  standard output that takes nothing          nothing         full_output build -C town --dump=figures
3  an archive that is damaged                  broken_archive  press       build -C town --release
3  the same, to be published again             changed_edition press       build -C town --release
4  another run                                 locked          press       build -C town --release
4  another run that is waited for in vain      locked          press       build -C town --release --wait 1
130 interrupted                                nothing         stop        INT
143 terminated                                 nothing         stop        TERM
"
one_more_word() { echo 'One more sentence.' >>$story; }

begin_again() {
    [ ! -e held ] || let_go
    rm -rf "$BUILD/key" town file damaged.pdf
    (umask 077 && printf '%064d\n' 7 >"$BUILD/key")
    cp -Rp kept town
}

reached=
while read -r wanted line; do
    [ -n "$wanted" ] || continue
    name=$(sed 's/   *.*//' <<<"$line")
    read -r first how arguments <<<"${line#"$name"}"
    begin_again
    $first 2>/dev/null
    before=$(seen)
    # shellcheck disable=SC2086
    $how $arguments >"$BUILD/stdout" 2>"$BUILD/stderr"
    status=$?
    [ "$how" != stop ] || cp "$BUILD/said" "$BUILD/stderr"
    [ ! -e held ] || let_go
    if [ $status -ne "$wanted" ]; then
        not_ok "$wanted: $name: status $status: $(tail -n 1 "$BUILD/stderr")"
    elif [ "$wanted" != 0 ] && [ "$(seen)" != "$before" ]; then
        not_ok "$wanted: $name: readers see something else"
    elif [ "$wanted" != 0 ] && ! grep -qE '(: error: .*\[[a-z]+\.[a-z-]+\])|^stopped; nothing was published$' "$BUILD/stderr"; then
        not_ok "$wanted: $name: no error is named: $(tail -n 1 "$BUILD/stderr")"
    else
        echo "ok $wanted: $name"
        reached="$reached $wanted"
    fi
done <<<"$table"

# All that --help promises, and all of include/pactpress/status.h, are in the table.
for status in $("$PACTPRESS" --help | sed -n '/^exit status:/,/^$/p' | grep -oE '[0-9]+') \
    $(sed -n 's/^ *PP_[A-Z]* = \([0-9]*\).*/\1/p' "$SOURCE/include/pactpress/status.h"); do
    case " $reached " in *" $status "*) ;; *) not_ok "status $status is reached" ;; esac
done
exit $failed
