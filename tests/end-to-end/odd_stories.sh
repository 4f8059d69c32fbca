# Stories at the edges of what editors write: each is printed whole or refused with a sentence, and nothing stands
# where nothing should stand (tests/tools/page_geometry.py reads the pages of one put into the sample).
set -u

failed=0
say() { # NAME STATUS [WHY]
    if [ "$2" = 0 ]; then echo "ok $1"; else
        echo "not ok $1: $3"
        failed=1
    fi
}
cd "$BUILD" || exit 1
python3 - <<'END_PYTHON'
long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsmitgliedschaft"
words = " ".join(f"word{i}" for i in range(90))
stories = {
    "empty": "", "blank": "\n \n\n", "word": "Yes.\n", "long": f"It is called [{long}](lang:de), they say.\n", "solid": "It is called " + 10 * "0123456789abcdef" + ".\n",
    "heading": "## Alone\n", "quote": "> Alone.\n", "list": "- one\n", "note": "Text[^1].\n\n[^1]: Remark.\n",
    "uncalled": "Text.\n\n[^1]: Remark.\n",
    "forty": "".join(f"Begin{i} {words} end{i}.\n\n" for i in range(390)),
    "cell": f"| A | B |\n|---|---|\n| {'x' * 96} | b |\n",
    "notes": " ".join(f"Word[^{i}]" for i in range(60)) + "\n\n" +
             "".join(f"[^{i}]: Remark{i}, of some words that go on over more than one line of a column.\n" for i in range(60)),
    "longnote": "Word[^1].\n\n[^1]: " + "remark " * 300 + "\n",
    "saying": "> " + "quoted " * 500 + "\n",
}
for name, text in stories.items():
    open(name + ".md", "w", encoding="utf-8").write(f"---\ntitle: Title\nlang: en\n---\n{text}")
END_PYTHON

# printed NAME WARNING WORD COUNT: with this rule of a warning (or none), and the word so often on the pages
printed() {
    "$PACTPRESS" proof "$1.md" -o "$1.pdf" >said 2>&1
    local status=$? rules
    rules=$(grep -o '\[[a-z.-]*\]$' said | sort -u | tr -d '[]\n')
    count=$(pdftotext "$1.pdf" - 2>/dev/null | tr '\n' ' ' | grep -o "$3" | wc -l)
    [ $status = 0 ] && [ "$rules" = "$2" ] && [ "$count" = "$4" ]
    say "$1 is printed" $? "$status, $rules, $count times $3: $(head -3 said)"
}
printed empty story.empty Title 1
printed blank story.empty Title 1
printed word "" 'Yes\.' 1
printed long "" Donau 1
[ "$(pdftotext long.pdf - | grep -c '^bauunter')" = 1 ]
say "a word of 95 letters is divided by its language" $? "$(pdftotext long.pdf - | head -8)"
printed solid text.overfull 7 10
printed heading "" Alone 1
printed quote "" Alone 1
printed list "" one 1
printed note "" Remark 1
printed uncalled story.uncalled-note Remark 0
printed cell text.overfull x 96
printed notes "" 'Remark[0-9]*,' 60
printed longnote "" remark 300
printed saying "" quoted 500
printed forty "" 'Begin[0-9]*' 390
[ "$(pdfinfo forty.pdf | sed -n 's/^Pages: *//p')" -ge 40 ]
say "a story of forty pages has them" $? "$(pdfinfo forty.pdf | grep Pages)"
[ "$(pdftotext forty.pdf - | tr '\n' ' ' | grep -o 'end[0-9]*\.' | head -390 | sort -u | wc -l)" = 390 ]
say "and every paragraph of it ends" $?

# The same in a bulletin.
cp -R "$SOURCE/samples/epi" epi
printf '%064d\n' 1 >key && chmod 600 key
# the head of the lead story, and the texts of three stories
{ sed '1,/^---$/!d' epi/content/2022-Q1-bulletin/en/lead.md
  for text in notes long saying; do sed '1,/^---$/d' $text.md; echo; done; } >lead.md
mv lead.md epi/content/2022-Q1-bulletin/en/lead.md
PACTPRESS_KEY_FILE=$PWD/key "$PACTPRESS" build -C epi --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --layout bulletin --lang en --city project \
    --dump=pages >pages 2>said && python3 "$SOURCE/tests/tools/page_geometry.py" pages >faults
say "in a bulletin nothing stands where nothing should" $? "$(cat said faults | head -5)"
exit $failed
