# Pictures that tell more than they show: what cameras and programs wrote into them, and what somebody hid behind the pixels,
# goes into no PDF and no web page. Python and exiftool look; mutool says that the pixels are as they were.
set -u

failed=0
say() { # NAME STATUS [WHY]
    if [ "$2" = 0 ]; then echo "ok $1"; else
        echo "not ok $1: $3"
        failed=1
    fi
}
python=/usr/bin/python3
tool=$SOURCE/tests/tools/telling_pictures.py
cd "$BUILD" || exit 1
gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=jpeg -r72 -g600x300 -o good.jpg \
    -c '0.64 0.23 0.11 setrgbcolor 0 0 300 300 rectfill 0.05 0.33 0.40 setrgbcolor 300 0 300 300 rectfill showpage'
"$python" "$tool" make . && "$python" "$tool" look told.png told.jpg >told
for place in "told.png: in the open" "told.png: deflated" "told.png: chunk eXIf" "told.png: behind the rows" \
    "told.png: chunk behind the end" "told.png: gAMA twice" "told.png: .*GPS" "told.jpg: in the open" "told.jpg: .*GPS" "told.jpg: .*Artist"; do
    grep -q "$place" told
    say "the pictures tell it ($place)" $? "$(cat told)"
done

cp -R "$SOURCE/samples/epi" project
(umask 077 && printf '%064d\n' 7 >key)
story=project/content/2022-Q1-newsletter/en/lead.md
cp told.png told.jpg project/content/2022-Q1-newsletter/images/
sed -i 's|^image: .*|image: images/told.png|' "$story"
printf '\n![Two colours](images/told.jpg)\n' >>"$story"
sed -i '/^outputs:/,/^contact:/{/^contact:/!d}' project/pactpress.yaml
printf 'outputs:\n  - {layout: newsletter, scope: project, langs: [en], formats: [pdf, html], class: public}\n' >>project/pactpress.yaml
PACTPRESS_KEY_FILE=$PWD/key "$PACTPRESS" build -C project --draft --period 2022-Q1 --as-of 2022-04-08 --out out --quiet >said 2>&1
say "pictures that tell are printed" $? "$(grep -v warning said)"

mkdir -p taken
"$python" "$tool" take taken "$(find out/candidate/public -name '*newsletter*.html')"
mv taken/*.jpeg taken/told.jpg && mv taken/*.png taken/told.png
say "the web page holds both" $? "$(ls taken)"
"$python" "$tool" look taken/* >found
[ ! -s found ]
say "and tells nothing" $? "$(cat found)"
for kind in png jpg; do
    mutool draw -q -o was.ppm good.$kind && mutool draw -q -o is.ppm taken/told.$kind && cmp -s was.ppm is.ppm
    say "its $kind has the same pixels" $? "$(ls -l was.ppm is.ppm)"
done 2>draws

pdf=$(find out/candidate/public -name '*.pdf')
qpdf --qdf --object-streams=disable "$pdf" plain.pdf && "$python" "$tool" look "$pdf" plain.pdf >found
[ ! -s found ] && ! grep -aq "in confidence" plain.pdf
say "the PDF tells nothing" $? "$(cat found)"
exit $failed
