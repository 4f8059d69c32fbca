"""Copies of a PDF of ours whose lines from right to left are written in other ways, to compare what readers make of them.

    write(source, target, way)      way: a key of WAYS

Content streams are taken apart and put together again by qpdf's QDF form; the marks on paper stay where they are.
"""

import re
import subprocess
from pathlib import Path

RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj$", re.S | re.M)
TOKEN = re.compile(rb"\[.*?\]TJ|/\w+ [\d.]+ Tf|[-\d.]+ [-\d.]+ Td|[-\d.]+ Ts|BT|ET|.+?(?=\n|$)", re.S)


class Font:
    """What a Type 0 font of ours says: texts, which it shares with the others, and widths [1/1000 em] by code."""

    def __init__(self, objects, number, others):
        type0 = objects[number]
        self.unicode = int(re.search(rb"/ToUnicode (\d+)", type0)[1])
        self.cid_font = int(re.search(rb"/DescendantFonts \[\s+(\d+)", type0)[1])
        self.glyph_map = int(re.search(rb"/CIDToGIDMap (\d+)", objects[self.cid_font])[1])
        pairs = re.findall(rb"^<(\w{4})> <(\w+)>$", objects[self.unicode], re.M)
        ranges = re.findall(rb"^<(\w{4})> <(\w{4})> <(\w{4})>$", objects[self.unicode], re.M)
        self.texts = others[0].texts if others else {
            int(first, 16) + i: chr(int(text, 16) + i) for first, last, text in ranges
            for i in range(int(last, 16) - int(first, 16) + 1)} | {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
        lists = re.search(rb"/W \[(.*?\])\s+\]", objects[self.cid_font], re.S)[1]
        self.widths = {int(first) + i: float(width)
                       for first, widths in re.findall(rb"(\d+)\s+\[(.*?)\]", lists, re.S)
                       for i, width in enumerate(widths.split())}
        self.whole = {}  # (code, text) of a ligature -> its code

    def ligature(self, code, text):
        """The code of a glyph that stands for more letters."""
        if (code, text) not in self.whole:
            new = self.whole[code, text] = max(self.texts) + 1
            self.widths[new] = self.widths[code]
            self.texts[new] = text
        return self.whole[code, text]

    def save(self, objects):
        """Puts the codes of ligatures into the font's objects."""
        for (old, text), new in self.whole.items():
            entry = f"1 beginbfchar\n<{new:04X}> <{text.encode('utf-16-be').hex()}>\nendbfchar\nendcmap"
            objects[self.unicode] = objects[self.unicode].replace(b"endcmap", entry.encode(), 1)
            objects[self.cid_font] = re.sub(
                rb"(/W \[)", rb"\1 %d [ %g ]" % (new, self.widths[old]), objects[self.cid_font], count=1)
            head, map_, tail = re.match(
                rb"(.*?\nstream\n)(.*)(\nendstream.*)", objects[self.glyph_map], re.S).groups()
            map_ = map_.ljust(2 * new, b"\0")[:2 * new]
            objects[self.glyph_map] = head + map_ + map_[2 * old:2 * old + 2] + tail


def codes_of(font, operand):
    """(place [1/1000 em], code) of a TJ's array."""
    pen, codes = 0.0, []
    for string, number in re.findall(rb"<(\w*)>|(-?[\d.]+)", operand):
        if number:
            pen -= float(number)
        for i in range(0, len(string), 4):
            code = int(string[i:i + 4], 16)
            codes.append((pen, code))
            pen += font.widths[code]
    return codes


def shown(font, codes):
    """A TJ that puts each code where it shall be."""
    out, pen = b"", codes[0][0]
    for place, code in codes:
        if abs(pen - place) > 0.5:
            out += b"%d" % round(pen - place)
        out += b"<%04x>" % code
        pen = place if abs(pen - place) <= 0.5 else pen - round(pen - place)
        pen += font.widths[code]
    return b"[" + out + b"]TJ"


class Run:
    """One text-showing operator, where it stands, and what stood before it."""

    def __init__(self, font, size, x, y, rise, operand):
        self.font, self.size, self.x, self.y, self.rise = font, size, x, y, rise
        self.codes = codes_of(font[1], operand)
        self.rtl = bool(RTL_LETTER.search("".join(font[1].texts[code] for _, code in self.codes)))

    def write(self, codes):
        place = self.x + codes[0][0] * self.size / 1000
        return b"/%s %g Tf %g Ts 1 0 0 1 %.3f %.3f Tm %s\n" % (
            self.font[0], self.size, self.rise, place, self.y, shown(self.font[1], codes))


def whole(runs):
    """As we write, but the code of a letter stands for its marks and the later letters of its ligature, too."""
    for run in runs:
        kept, carried = [], ""
        for place, code in run.codes:
            text = run.font[1].texts[code]
            if run.rtl and run.font[1].widths[code] < 1 and RTL_LETTER.fullmatch(text):
                carried = text + carried
                continue
            kept.append((place, run.font[1].ligature(code, text + carried) if carried else code))
            carried = ""
        yield run.write(kept)


def reversed_runs(runs):
    """From right to left; what runs from left to right within keeps its order."""
    for run in sorted(runs, key=lambda run: -run.x):
        yield run, list(reversed(run.codes)) if run.rtl or len(run.codes) == 1 else run.codes


def logical(runs):
    return (run.write(codes) for run, codes in reversed_runs(runs))


def letters(runs):
    return (run.write([code]) for run, codes in reversed_runs(runs) for code in codes)


WAYS = {"marks and ligatures whole": whole, "logical order": logical, "logical order, each letter by itself": letters}


def rewritten(block, fonts, state, way):
    """A marked-content sequence. Its text goes to one place in front of what is drawn in it."""
    runs, rest, x, y, rise = [], [], 0.0, 0.0, 0.0
    for token in TOKEN.findall(block):
        token = token.strip()
        if token == b"BT":
            x = y = 0.0
        elif token.endswith(b" Td"):
            dx, dy = map(float, token.split()[:2])
            x, y = x + dx, y + dy
        elif token.endswith(b" Tf"):
            name, size = token.split()[:2]
            state[:] = [name[1:], float(size)]
        elif token.endswith(b" Ts"):
            rise = float(token.split()[0])
        elif token.endswith(b"]TJ"):
            runs.append(Run((state[0], fonts[state[0]]), state[1], x, y, rise, token))
        elif token and token != b"ET":
            rest.append(token)
    if not any(run.rtl for run in runs) or any(b"Tr" in token for token in rest):
        return block
    colours = [token for token in rest if token.endswith(b" rg")]
    drawn = [token for token in rest if not token.endswith(b" rg")]
    return b"\n" + b"\n".join(colours) + b"\nBT\n" + b"".join(WAYS[way](runs)) + b"0 Ts\nET\n" + b"\n".join(drawn) + b"\n"


def write(source, target, way):
    qdf = Path(target).with_suffix(".qdf")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", source, qdf], check=True)
    data = qdf.read_bytes()
    objects = {int(number): body for number, body in OBJECT.findall(data)}
    resources = next(body for body in objects.values() if b"/Font <<" in body)
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources):
        fonts[name] = Font(objects, int(number), list(fonts.values()))
    for number, body in list(objects.items()):
        if b"BDC" in body and b"Tf" in body:
            state = [b"", 0.0]
            objects[number] = re.sub(
                rb"(?<=BDC)(\n.*?)(?=EMC)", lambda match: rewritten(match[1], fonts, state, way), body, flags=re.S)
    for font in fonts.values():
        font.save(objects)
    data = OBJECT.sub(lambda match: b"%s 0 obj\n%s\nendobj" % (match[1], objects[int(match[1])]), data)
    qdf.write_bytes(data)
    Path(target).write_bytes(subprocess.run(["fix-qdf", qdf], check=True, capture_output=True).stdout)
