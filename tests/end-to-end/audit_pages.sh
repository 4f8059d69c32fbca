#!/usr/bin/env bash
# The attacker reads web pages and messages: what their source or their text tells of a withheld figure is found,
# planted by Python into the elements of a bulletin and as one more into the page of a message. What withholds nothing is passed.
set -u

failed=0
. "$SOURCE/tests/tools/is.sh"

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
chmod -R u+w "$BUILD/epi"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
sed -i '/^outputs:/,/^$/d' "$BUILD/epi/pactpress.yaml"
cat >>"$BUILD/epi/pactpress.yaml" <<'YAML'
outputs:
  - {layout: bulletin, scope: city, cities: [cartagena], langs: [en], formats: [pdf, xlsx, html, eml], class: public}
YAML
"$PACTPRESS" build -C "$BUILD/epi" --period 2022-Q1 --as-of 2022-04-08 --out "$BUILD/out" --quiet >"$BUILD/log" 2>&1
is "a bulletin is built as a page and as a message" 0 $?
candidate=$BUILD/out/candidate/public/2022-Q1
"$PACTPRESS" audit "$candidate" >/dev/null 2>"$BUILD/said"
is "nothing is told in them" 0 $?

# plant NAME: one leak in a copy of the candidate. A page prints a withheld figure as an element without value.
python3 - "$candidate" "$BUILD" <<'PYTHON'
import pathlib, quopri, re, shutil, sys
candidate, build = map(pathlib.Path, sys.argv[1:])
WITHHELD = re.compile(r'(<data value=")(" data-figure="event[^"]+"[^>]*>)(?=<span aria-hidden="true" class="withheld">)')

def source(page):
    return WITHHELD.sub(r"\g<1>3\2", page, count=1)

def text(page):
    return WITHHELD.sub(r"\1\g<2>4 ", page, count=1)

def added(page):
    return page.replace("</main>", '<p><data value="3" data-figure="event.participants[event=cartagena-22q1-02]" '
                        'data-period="2022-Q1">3</data></p></main>')

def in_page(folder, change):
    path = next(folder.glob("html/*cartagena*.html"))
    page = path.read_text(encoding="utf-8")
    assert change(page) != page
    path.write_text(change(page), encoding="utf-8")

def in_message(folder, change):
    path = next(folder.rglob("*.eml"))
    message = path.read_bytes()
    begin = message.index(b"\r\n\r\n", message.index(b"Content-Type: text/html")) + 4
    end = message.index(b"\r\n--", begin)
    page = quopri.decodestring(message[begin:end]).decode()
    assert change(page) != page
    coded = quopri.encodestring(change(page).encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    path.write_bytes(message[:begin] + coded + message[end:])

for name, where, change in [("page-source", in_page, source), ("page-text", in_page, text), ("message-source", in_message, added)]:
    shutil.copytree(candidate, build / name)
    where(build / name, change)
PYTHON
is "leaks are planted" 0 $?
while read -r name words; do
    "$PACTPRESS" audit "$BUILD/$name" >/dev/null 2>"$BUILD/said"
    is "a leak is an error: $name" 1 $?
    is "and is said" yes "$(grep -F "is withheld, and $words" "$BUILD/said" | grep -qF '[audit.shown]' && echo yes)"
done <<'END'
page-source the source of the page shows 3.
page-text the page shows 4.
message-source the source of the page shows 3.
END
exit $failed
