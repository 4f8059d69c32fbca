# The messages of the sample, as Python's email package reads them (tests/tools/check_mail.py), made twice, and
# read back with something planted in them.
set -u

failed=0
project=$BUILD/epi
python=/usr/bin/python3
cp -R "$SOURCE/samples/epi" "$project"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
sed -i '/^outputs:/,$d' "$project/pactpress.yaml"
cat >>"$project/pactpress.yaml" <<'YAML'
outputs:
  - {layout: newsletter, scope: project, langs: [en, it, sv], formats: [pdf, html, eml], class: public}
  - {layout: flash, scope: city, cities: [linkoping], langs: [home], formats: [pdf, eml], class: public}
  - {layout: quarterly, scope: project, langs: [en], formats: [eml, pdf], class: public}
YAML
sed -n '/^contact:/,$p' "$SOURCE/samples/epi/pactpress.yaml" >>"$project/pactpress.yaml"

say() {
    if [ "$1" -eq 0 ]; then
        echo "ok $2"
    else
        echo "not ok $2${3:+: $3}"
        failed=1
    fi
}

# build OUT OPTION...
build() {
    local out=$BUILD/$1
    shift
    "$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --out "$out" --quiet "$@" >"$out.log" 2>&1
    local status=$?
    [ $status -eq 0 ] || {
        grep -v warning "$out.log" | sed 's/^/# /'
        echo "not ok the messages are built: status $status"
        exit 1
    }
}

unset SOURCE_DATE_EPOCH
build out
folder=$BUILD/out/candidate/public/2022-Q1
"$python" "$SOURCE/tests/tools/check_mail.py" "$folder" || failed=1
TZ=Asia/Kathmandu build again --format eml --jobs 1
diff -r "$folder/mail" "$BUILD/again/candidate/public/2022-Q1/mail" >/dev/null
say $? "the same messages come out in another zone, with one thread, and alone"
grep -rq 'browser' "$folder/mail"
[ $? -eq 1 ]
say $? "without site.base_url no message says where to read on"

printf 'site:\n  base_url: https://example.org/pact/\n' >>"$project/pactpress.yaml"
export SOURCE_DATE_EPOCH=1649376000
build out
"$python" "$SOURCE/tests/tools/check_mail.py" "$folder" 'Fri, 08 Apr 2022 00:00:00 +0000' || failed=1
"$python" -c '
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.SMTP)
sys.exit(any(sys.argv[2] not in part.get_content() for part in message.walk()
             if part.get_content_maintype() == "text"))
' "$folder/mail/epi-newsletter-2022-Q1-it.eml" https://example.org/pact/public/2022-Q1/html/epi-newsletter-2022-Q1-it.html
say $? "with it, text and page do, in their language"
unset SOURCE_DATE_EPOCH

mkdir -p "$BUILD/planted/mail"
cp "$folder/figures.csv" "$BUILD/planted"
planted() {
    sed "$3" "$folder/mail/epi-quarterly-2022-Q1-en.eml" >"$BUILD/planted/mail/a.eml"
    "$PACTPRESS" verify "$BUILD/planted/mail/a.eml" >"$BUILD/said" 2>&1
    [ $? -eq 1 ] && grep -qF "[readback.$2]" "$BUILD/said"
    say $? "read-back finds $1" "$(tail -n 1 "$BUILD/said")"
}
"$PACTPRESS" verify "$folder/mail/epi-quarterly-2022-Q1-en.eml" >"$BUILD/said" 2>&1
say $? "read-back finds nothing in a good message" "$(tail -n 1 "$BUILD/said")"
planted "a recipient" mail-recipient '1s/^/To: somebody@example.org\r\n/'
planted "a message without a subject" mail-header 's/^Subject:/Object:/'
planted "a line of eight bits" mail-line '1s/^/X: \xC4\xAB\r\n/'
planted "another value" html-figure '0,/<data value=3D"59"/s//<data value=3D"58"/'
planted "a torn attachment" pdf-damaged '0,/^JVBERi0[^\r]*/s///'
exit $failed
