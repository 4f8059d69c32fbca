# The first month of a small project: one city, two exports, in Finnish, and nobody has written a story yet.
set -u

failed=0
export XDG_CONFIG_HOME=$BUILD/config
unset PACTPRESS_KEY_FILE

. "$SOURCE/tests/tools/is.sh"

town=$BUILD/town
{
    echo 'Vastaus ID,Kaupunki,Päivä,Hyödyllisyys,Selkeys'
    for row in 1,4,5 2,5,5 3,3,4 4,4,5 5,5,4 6,2,3; do echo "${row%%,*},Tampere,3.9.2026,${row#*,}"; done
} >"$BUILD/kysely.csv"
{
    echo 'Nimi;Sähköposti;Tapahtuma;Päivä;Läsnä'
    for person in Aino Mehmet Oksana Ali Li Sara Noor; do
        for day in 3 10 17; do echo "$person;${person,,}@example.org;Kielikahvila;$day.9.2026;kyllä"; done
    done
} >"$BUILD/lista.csv"
"$PACTPRESS" init "$town" --from "$BUILD/kysely.csv" "$BUILD/lista.csv" 2>"$BUILD/log" || exit 1

# What a user does next, by what init and check say.
python3 - "$town" <<'END'
import re, sys
from pathlib import Path
town = Path(sys.argv[1])
main = town / "pactpress.yaml"
text = main.read_text(encoding="utf-8")
text = re.sub(r"  - id: northtown.*?(?=\n# A partner)",
              "  - {id: tampere, name: {fi: Tampere}, country: FI, lang: fi}\n", text, flags=re.S)
text = text.replace("languages: [en]", "languages: [fi]").replace("fallback: [en]", "fallback: [fi]")
text = text.replace("langs: [en]", "langs: [fi]").replace("{en: Was it useful?}", "{fi: Oliko siitä hyötyä?}")
main.write_text(text, encoding="utf-8")
survey = town / "sources" / "kysely.yaml"
text = survey.read_text(encoding="utf-8").replace("  # dimensions:", "  dimensions:")
survey.write_text(text.replace("  #   answer-1", "    useful").replace("  #   answer-2", "    welcome"), encoding="utf-8")
lists = town / "sources" / "lista.yaml"
text = lists.read_text(encoding="utf-8").replace('status: "Läsnä"', 'status: {column: "Läsnä", attended: [kyllä]}')
lists.write_text(text + "constants: {city: tampere}\n", encoding="utf-8")
END

"$PACTPRESS" build -C "$town" --period 2026-09 --city tampere >"$BUILD/said" 2>"$BUILD/log"
is "it is built" 0 $?
is "a question that is not there in Finnish is named where it stands" "$(grep -n 'code: again' "$town/pactpress.yaml" | cut -d: -f1)" \
    "$(sed -n 's/.*pactpress.yaml:\([0-9]*\):.*not there in "fi", and is printed in "en".*missing-language.*/\1/p' "$BUILD/log" |
        grep -x "$(grep -n 'code: again' "$town/pactpress.yaml" | cut -d: -f1)" | sort -u)"
is "one that is there is not" "" "$(grep "pactpress.yaml:$(grep -n 'Oliko' "$town/pactpress.yaml" | cut -d: -f1):6[0-9].*missing-language" "$BUILD/log")"
"$PACTPRESS" build -C "$town" --period 2026-09 --city tampere --draft >/dev/null 2>"$BUILD/log"
is "a draft says nothing of that" "" "$(grep missing-language "$BUILD/log")"

"$PACTPRESS" build -C "$town" --period 2026-09 --city tampere --dump=pages >"$BUILD/pages" 2>/dev/null
is "without a lead story the first page goes on" 1 \
    "$(awk '/^page / { page = $2 } /"Mitä tapahtui"/ { print page; exit }' "$BUILD/pages")"
is "a resource stands in one column" "$(awk '/"laskentataulukkona"/ { print $3; exit }' "$BUILD/pages")" \
    "$(awk '/"XLSX · / { print $3; exit }' "$BUILD/pages")"

# A long name of the project, which has no short one: in the field, and once in the running head.
sed -i "s/^  name: Our project/  name: Yhdessä rakennetaan kotoutumisen kaupunkia Pirkanmaalla/" "$town/pactpress.yaml"
"$PACTPRESS" build -C "$town" --period 2026-09 --city project --dump=pages >"$BUILD/pages" 2>"$BUILD/log"
is "a long title stays in its field" 0 \
    "$(awk '/^page 2/ { exit } / H1#/ { lines++; if ($4 - 0.75 * $6 < 84) outside++ } END { print (lines > 1 ? outside + 0 : "one line") }' "$BUILD/pages")"
is "which nothing complains of" "" "$(grep 'masthead' "$BUILD/log")"
is "the running head names it once" 1 \
    "$(awk '/^page 2/ { on = 1 } /^page 3/ { exit } on' "$BUILD/pages" | grep -c 'artifact/header.*Pirkanmaalla')"

# Keys of periods stand as they are written between Arabic words.
sed -i 's/^languages: \[fi\]/languages: [fi, ar]/; s/^outputs:/&\n  - {layout: quarterly, scope: project, langs: [ar], formats: [pdf], class: public}/' "$town/pactpress.yaml"
"$PACTPRESS" build -C "$town" --period 2026-Q3 --layout quarterly --draft >/dev/null 2>"$BUILD/log"
pdftotext "$(find "$town/out/candidate" -name '*quarterly*-ar.pdf')" "$BUILD/arabic"
is "a period between Arabic words" "2026-Q2 2026-Q3" \
    "$(grep -o '2026-Q[23]\|Q[23]-2026' "$BUILD/arabic" | sort -u | paste -sd ' ')"

exit $failed
