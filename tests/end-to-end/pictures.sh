# Pictures as editors have them: each is printed as it should be, or refused with a sentence that says what to do, by proof
# and by check. pdftoppm judges what was printed, Ghostscript makes the JPEG files.
set -u

failed=0
say() { # NAME STATUS [WHY]
    if [ "$2" = 0 ]; then echo "ok $1"; else
        echo "not ok $1: $3"
        failed=1
    fi
}
folder=$BUILD/pictures
rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || exit 1
python3 "$SOURCE/tests/tools/odd_pictures.py" . /usr/share/color/icc/ghostscript/a98.icc
jpeg() { # DEVICE FILE
    gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE="$1" -r72 -g600x300 -o "$2" \
        -c '0.64 0.23 0.11 setrgbcolor 0 0 300 300 rectfill 0.05 0.33 0.40 setrgbcolor 300 0 300 300 rectfill showpage'
}
jpeg jpeg good.jpg
jpeg jpegcmyk cmyk.jpg
head -c -200 good.jpg >cut.jpg
python3 - <<'END_PYTHON'
import struct
exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0\0\0\0"
jpeg = open("good.jpg", "rb").read()
open("turned.jpg", "wb").write(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])
END_PYTHON

proof() { # PICTURE [TITLE]
    printf -- '---\ntitle: One\n---\nText.\n\n![Two colours](%s%s)\n' "$1" "${2:+ \"$2\"}" >story.md
    rm -f story.pdf
    "$PACTPRESS" proof story.md -o story.pdf >said 2>&1
}
printed() { # PICTURE WORDS: printed, with a warning that has these words, or none
    proof "$1"
    local status=$? warnings
    warnings=$(grep -c 'warning:' said)
    if [ -z "$2" ]; then [ "$warnings" = 0 ]; else grep -q "story.md:6:1: warning: .*$2" said; fi
    [ $? = 0 ] && [ $status = 0 ] && [ -s story.pdf ]
    say "$1 is printed${2:+, with a warning}" $? "$status: $(cat said)"
}
refused() { # PICTURE WORDS
    proof "$1"
    local status=$?
    [ $status = 1 ] && grep -q "error: .*$2" said && [ ! -e story.pdf ]
    say "$1 is refused" $? "$status: $(cat said)"
}
printed good.png ""
printed good.jpg ""
printed deep.png ""
printed wide.png ""
printed narrow.png "width of 1 px"
printed animated.png "only the first"
printed turned.jpg ""
for picture in more.png behind.png; do
    printed "$picture" ""
    qpdf --qdf --object-streams=disable story.pdf plain.pdf && ! grep -aq "in confidence" story.pdf plain.pdf
    say "what stands behind the rows of $picture is left out" $? "it is in the PDF"
done
refused cmyk.jpg "CMYK"
refused cut.png "cut off"
refused cut.jpg "cut off"
refused cut-head.png "head is damaged"
refused checksum.png "damaged"
refused lying.png "damaged"
refused bomb.png "damaged"
refused hostile.png "50 million"
refused huge.png "20000 pixels"
refused empty.png "neither a PNG nor a JPEG"
refused text.png "neither a PNG nor a JPEG"
refused moving.gif "GIF; save it as PNG"
refused web.webp "WebP"
refused drawing.svg "SVG"
refused phone.heic "telephone"
refused scan.tif "TIFF"
refused missing.png "no picture"

# Colours are those of the profile in the file, whatever gamma it names besides; else sRGB. Pixels stay what they were,
# but where a gamma is all that tells of colours.
looks() { # PICTURE COLOURS KEPT
    printed "$1" ""
    local listed kept=0
    listed=$(pdfimages -list story.pdf | awk '$3 == "image" && $4 == 600 { print $6 }')
    qpdf --qdf --object-streams=disable story.pdf plain.pdf
    LC_ALL=C grep -aqP '(\xa2\x3a\x1b){300}' plain.pdf && kept=1
    [ "$listed $kept" = "$2 $3" ] && "$PACTPRESS" verify story.pdf >said 2>&1
    say "colours of $1 are those that were" $? "$listed $kept $(head -n 1 said)"
}
looks camera.png icc 1
looks camera-deep.png icc 1
looks camera-linear.png icc 1
looks linear.png rgb 0
looks bad-profile.png rgb 1
for picture in palette.png camera-palette.png; do
    proof "$picture"
    "$PACTPRESS" verify story.pdf >said 2>&1 && pdftoppm -r 72 story.pdf all 2>>said &&
        python3 -c 'import sys; sys.exit(b"\0\0\0" * 4 not in open(sys.argv[1], "rb").read())' all-1.ppm
    say "a palette with black in it is printed ($picture)" $? "$(head -n 1 said)"
done

# One that stands on its side is as high as it is seen: 300 by 600, in a column of 238 pt.
colours() { # TOP HEIGHT: what is printed in the second column, as thirds downwards: red, blue, white or mixed
    pdftoppm -r 72 -x 310 -y "$1" -W 230 -H "$2" story.pdf part && python3 - <<'END_PYTHON'
data = open("part-1.ppm", "rb").read()
_, width, height, _ = data.split(maxsplit=4)[:4]
width, height = int(width), int(height)
pixels = data[len(data) - 3 * width * height:]
def name(red, green, blue):
    return "red" if red > 140 and blue < 60 else "blue" if red < 60 and blue > 80 else "white" if red > 240 else "mixed"
for third in range(3):
    rows = range(third * height // 3 + 20, (third + 1) * height // 3 - 20)
    seen = {name(*pixels[3 * (y * width + x):][:3]) for y in rows[::5] for x in range(10, width - 10, 7)}
    print(" ".join(sorted(seen)))
END_PYTHON
}
proof turned.jpg
top=$(pdftotext -bbox story.pdf - | sed -n 's/.*yMin="\([0-9.]*\)"[^>]*>Text\..*/\1/p' | cut -d. -f1)
colours $((top + 10)) 450 >turned.txt
[ "$(sed -n 1p turned.txt)" = red ] && [ "$(sed -n 3p turned.txt)" = blue ]
say "a picture on its side is turned, and as high as it is seen" $? "$(tr '\n' ';' <turned.txt)"

# 600 by 300 cropped to a square: around the left only red is left, around the right only blue.
for at in "0 50 red" "100 50 blue"; do
    set -- $at
    proof good.png "Caption | Credit | 1:1 at $1 $2"
    top=$(pdftotext -bbox story.pdf - | sed -n 's/.*yMin="\([0-9.]*\)"[^>]*>Text\..*/\1/p' | cut -d. -f1)
    colours $((top + 10)) 200 >part.txt
    [ "$(sort -u part.txt)" = "$3" ] && pdftotext story.pdf - | grep -q Caption
    say "a square around $1 % has one colour" $? "$(tr '\n' ';' <part.txt) $(cat said)"
done
printf -- '---\ntitle: One\nimage: good.png\nalt: Two colours\ncrop: 3 to 2\n---\nText.\n' >story.md
"$PACTPRESS" proof story.md -o story.pdf >said 2>&1
grep -q 'story.md:3:8: error: "3 to 2" says no part of a picture' said
say "a crop that is none is an error with its place" $? "$(cat said)"

# A partner's logo stands in the place of its name: 56 by 28 pt here (771 pixels an inch), the emblem above is 67.5 by 45.
cp -R "$SOURCE/samples/epi" logos
printf '%064d\n' 1 >key && chmod 600 key
cp good.png logos/logo.png
sed -i 's/{id: patrir, name: PATRIR}/{id: patrir, name: PATRIR, logo: logo.png}/' logos/pactpress.yaml
PACTPRESS_KEY_FILE=$PWD/key "$PACTPRESS" build -C logos --draft --period 2022-Q1 --as-of 2022-04-10 --layout newsletter --lang en \
    --out "$PWD/out" >said 2>&1
pdf=out/candidate/public/2022-Q1/newsletter/epi-newsletter-2022-Q1-en.pdf
[ "$(pdfimages -list "$pdf" 2>/dev/null | awk '$4 == 600 && $5 == 300 {print $13, $14}')" = "771 771" ]
say "a partner's logo is printed, smaller than the emblem" $? "$(pdfimages -list "$pdf" | tail -3) $(tail -2 said)"
[ "$(pdftotext "$pdf" - | grep -c '^PATRIR$')" = 0 ] && [ "$(pdftotext "$pdf" - | grep -c '^ACI$')" = 1 ]
say "in the place of its name" $? "$(pdftotext "$pdf" - | tail -20 | tr '\n' ' ')"
cp cmyk.jpg logos/logo.png
PACTPRESS_KEY_FILE=$PWD/key "$PACTPRESS" check -C logos --period 2022-Q1 --as-of 2022-04-10 >said 2>&1
[ $? = 1 ] && grep -q 'pactpress.yaml:[0-9]*:[0-9]*: error: The picture "logo.png" cannot be used: its colours are CMYK' said
say "check looks at logos, too" $? "$(tail -3 said)"

# check decodes pictures, though it draws none.
cp -R "$SOURCE/samples/epi" project
head -c 3000 "$SOURCE/samples/epi/content/2022-Q1-bulletin/images/table.png" >project/content/2022-Q1-bulletin/images/street.png
PACTPRESS_KEY_FILE=$PWD/key "$PACTPRESS" check -C project --period 2022-Q1 --as-of 2022-04-10 >said 2>&1
[ $? = 1 ] && grep -q 'lead.*md:[0-9]*:[0-9]*: error: The picture "images/street.png" cannot be used: it is damaged' said
say "check finds a picture that is cut off" $? "$(tail -3 said)"
exit $failed
