# What people on Windows bring along: text as Notepad saves it, and archives on shares (docs/windows.md).
set -u

failed=0
unset PACTPRESS_KEY_FILE
export XDG_CONFIG_HOME=$BUILD/config

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

town=$BUILD/town
"$PACTPRESS" init "$town" 2>"$BUILD/log" || verdict "a project is made" "status $?"
printf '\nŠis ir teikums — “čaklie”, 𝒳.\n' >>"$town/content/first-issue/en/lead.md"
dump() {
    "$PACTPRESS" build -C "$town" --dump=document 2>"$BUILD/log" || echo "status $?: $(tail -n 1 "$BUILD/log")"
}
dump >"$BUILD/expected"
verdict "there is something to compare with" "$(grep -q 'čaklie' "$BUILD/expected" || tail -n 1 "$BUILD/expected")"
cp -R "$town" "$BUILD/good"
for form in utf-8-sig utf-16-le utf-16-be; do
    for ends in lf crlf; do
        python3 - "$BUILD/good" "$town" $form $ends <<'END'
import codecs, sys
from pathlib import Path
good, town, form, ends = sys.argv[1:]
marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
for path in [Path(good, "pactpress.yaml"), *Path(good, "content").rglob("*.yaml"), *Path(good, "content").rglob("*.md")]:
    text = path.read_text(encoding="utf-8")
    text = text.replace("\n", "\r\n") if ends == "crlf" else text
    Path(town, path.relative_to(good)).write_bytes(marks.get(form, b"") + text.encode(form))
END
        verdict "YAML and stories in $form with $ends" "$(dump | diff - "$BUILD/expected" | head -n 3)"
    done
done
printf '\377\376\0\330x' >"$town/content/first-issue/en/lead.md"
verdict "half a character of UTF-16 is said" "$(dump >/dev/null; grep -q 'lead.md:1:1: error: .*UTF-8' "$BUILD/log" || tail -n 2 "$BUILD/log")"
rm -rf "$town" && cp -R "$BUILD/good" "$town"

# A share is played by what the system says of the disk.
cc=${CC:-gcc}
$cc -O1 -shared -fPIC -o "$BUILD/faults.so" "$SOURCE/tests/tools/faults.c" || verdict "the disk is played" "it is not"
shim=$BUILD/faults.so
[ -z "${SANITIZED:-}" ] || shim="$($cc -print-file-name=libasan.so) $shim"
journal() {
    python3 -c 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute("PRAGMA journal_mode").fetchone())' "$town/archive.db"
}
"$PACTPRESS" build -C "$town" --release --verbose 2>"$BUILD/log" || verdict "a release on a disk" "status $?"
verdict "the archive has a write-ahead log" "$(journal | grep -vx wal; grep 'archive.share' "$BUILD/log")"
for disk in 0x6969 0xff534d42 0xfe534d42 0x01021997; do
    printf '\nOn disk %s.\n' $disk >>"$town/content/first-issue/en/lead.md"
    LD_PRELOAD=$shim FAULT_DISK=$disk "$PACTPRESS" build -C "$town" --release --verbose 2>"$BUILD/log" ||
        verdict "a release on a share" "status $?: $(tail -n 1 "$BUILD/log")"
    verdict "on a share ($disk) it has none" "$(journal | grep -vx delete; ls "$town"/archive.db-wal 2>/dev/null
        grep -q 'archive.db: note: This is on a share.*\[archive.share\]' "$BUILD/log" || echo "and nothing is said")"
done
"$PACTPRESS" build -C "$town" --release 2>"$BUILD/log"
verdict "back on a disk it has one again" "$(journal | grep -vx wal)"

exit $failed
