#!/usr/bin/env bash
# inspect on files in every encoding, on files that are no CSV, and what it saves.
set -u

failed=0
files=$BUILD/files
mkdir -p "$files"

verdict() { # NAME PROBLEM
    if [ -z "$2" ]; then
        echo "ok inspect: $1"
    else
        echo "not ok inspect: $1: $2"
        failed=1
    fi
}

python3 "$SOURCE/tests/tools/check_inspect.py" encodings "$PACTPRESS" "$files" || failed=1

# refused NAME FILE WORDS: status 1, a sentence with these words on standard error, the same as a problem
# in the JSON.
refused() {
    json=$(timeout 20 "$PACTPRESS" inspect --json "$2" 2>"$BUILD/said")
    status=$?
    problem=
    [ $status -eq 1 ] || problem="ended with $status"
    grep -qF -- "$3" "$BUILD/said" || problem="said $(cat "$BUILD/said")"
    case $json in
    *'"encoding": null'*"${3//\"/\\\"}"*) ;;
    *) problem="printed $json" ;;
    esac
    verdict "$1" "$problem"
}

cd "$files" || exit 1
printf '\037\213\010\000rest' >gzip.csv
refused "a gzip archive" gzip.csv "This is a gzip archive, not CSV. Unpack it first."
printf 'PK\003\004rest' >book.csv
refused "a workbook" book.csv "This is a ZIP archive or an Excel workbook (XLSX), not CSV."
printf '%%PDF-1.7\n' >paper.csv
refused "a PDF" paper.csv "This is a PDF, not CSV. Ask for the export as CSV."
printf '\n <!DOCTYPE html><html><body>Log in</body></html>' >login.csv
refused "a login page" login.csv "This is a web page (HTML), not CSV: perhaps the login page"
printf '{"rows": []}' >rows.csv
refused "JSON" rows.csv "This is JSON, not CSV."
: >empty.csv
refused "an empty file" empty.csv "The file is empty."
printf '\n \r\n\t\n' >blank.csv
refused "blank lines" blank.csv "The file holds nothing but blank lines."
mkdir folder.csv
refused "a folder" folder.csv "This is a folder; a regular file is expected here."
mkfifo pipe.csv
refused "a pipe" pipe.csv "This is a pipe; a regular file is expected here."
"$PACTPRESS" inspect gone.csv >out 2>err
if [ $? -eq 2 ] && grep -q "gone.csv: error: There is no such file" err; then
    echo "ok inspect: a file that is not there"
else
    echo "not ok inspect: a file that is not there: $(tail -n 1 err)"
    failed=1
fi
truncate -s 10G zeros.csv
refused "10 GB of zeros" zeros.csv "This file begins with a million bytes of zero"
rm zeros.csv
{ head -c 2000000 /dev/zero | tr '\0' x && printf '\n'; } >line.csv
truncate -s 10G line.csv
refused "10 GB of one line" line.csv "The first line of this file is longer than 1 MiB"
rm line.csv
printf 'a,b\n1,2\n' >closed.csv
chmod 000 closed.csv
if [ "$(id -u)" -ne 0 ]; then
    refused "a file without permission" closed.csv "The file cannot be read: "
else # root may read everything: as somebody else, with a copy of the program that they can reach
    shared=$(mktemp -d) && chmod 755 "$shared" && cp "$PACTPRESS" "$shared/pactpress" && cp closed.csv "$shared/"
    cp -R "$SOURCE/layouts" "$SOURCE/fonts" "$shared/" && chmod 755 "$shared"/* && chmod 000 "$shared/closed.csv"
    said=$(PACTPRESS_SHARE=$shared setpriv --reuid=65534 --clear-groups "$shared/pactpress" inspect "$shared/closed.csv" 2>&1 >/dev/null)
    rm -rf "$shared"
    case $said in
    *"The file cannot be read: "*) verdict "a file without permission" "" ;;
    *) verdict "a file without permission" "said $said" ;;
    esac
fi

# A file that grows: somebody writes while it is read.
awk 'BEGIN { print "a,b"; for (i = 0; i < 3000000; i++) print i ",x" }' >grows.csv
(while :; do echo "1,2" >>grows.csv; done) &
writer=$!
said=$("$PACTPRESS" inspect --json grows.csv 2>&1 >/dev/null)
kill $writer
wait $writer 2>/dev/null
case $said in
*"This file changed while it was read. Run again when nothing writes to it."*) verdict "a file that grows" "" ;;
*) verdict "a file that grows" "said $said" ;;
esac
rm grows.csv

# What is saved can be read as a source, and is not written over.
mkdir -p project/data
printf 'Datums;E-pasts;Pasākums\r\n13.01.2022;a@example.org;x\r\n' >project/data/list.csv
"$PACTPRESS" inspect -C project --save riga-list project/data/list.csv >/dev/null 2>"$BUILD/said"
status=$?
wanted='id: "riga-list"
kind: attendance
files: "data/list.csv"
encoding: "utf-8"
delimiter: ";"
decimal: "auto"
dates: "auto"
columns:
  date: "Datums"
  email: "E-pasts"
  event: "Pasākums"'
found=$(sed 1d project/sources/riga-list.yaml)
verdict "a source is saved" "$([ $status -eq 0 ] && [ "$found" = "$wanted" ] || echo "$status: $found")"
"$PACTPRESS" inspect -C project --save riga-list project/data/list.csv >/dev/null 2>&1
verdict "and not written over" "$([ $? -eq 2 ] || echo "it was")"
"$PACTPRESS" inspect --save "No Id" project/data/list.csv >/dev/null 2>&1
verdict "an id is an id" "$([ $? -eq 2 ] || echo "it was not refused")"
"$PACTPRESS" inspect >/dev/null 2>&1
verdict "no file is a mistake of usage" "$([ $? -eq 2 ] || echo "it was not")"
exit $failed
