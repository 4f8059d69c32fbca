#!/usr/bin/env bash
# Names never leave ingest: the sample is published under two keys. Whatever is published, said or archived is
# searched for every address and full name of its exports, and is the same under both keys, byte for byte.
set -u

failed=0
verdict() { # NAME PROBLEM
    if [ -z "$2" ]; then
        echo "ok names: $1"
    else
        echo "not ok names: $1: $2"
        failed=1
    fi
}

build() { # NUMBER: publishes the sample under its own key
    project=$BUILD/project-$1
    mkdir -p "$project"
    cp -R "$SOURCE"/samples/epi/pactpress.yaml "$SOURCE"/samples/epi/data "$SOURCE"/samples/epi/content "$project/"
    printf '%064d\n' "$1" >"$BUILD/key-$1"
    chmod 600 "$BUILD/key-$1"
    (cd "$project" && mkdir "$BUILD/tmp-$1" && TMPDIR=$BUILD/tmp-$1 PACTPRESS_KEY_FILE=$BUILD/key-$1 \
        SOURCE_DATE_EPOCH=1650000000 "$PACTPRESS" build --verbose --release --out "$BUILD/out-$1" \
        >"$BUILD/printed-$1" 2>"$BUILD/said-$1")
    verdict "the sample is published under key $1" "$([ $? -eq 0 ] || tail -n 3 "$BUILD/said-$1")"
}
build 1
build 2

# (What a build notes for the next one, in .record-*, is bound to the key, and is no output.)
verdict "outputs are the same under two keys" "$(diff -rq -x '.record-*' "$BUILD/out-1" "$BUILD/out-2" 2>&1 | head -n 3)"

/usr/bin/python3 - "$BUILD" <<'PYTHON'
import csv, glob, io, os, re, sys, zipfile, zlib

build = sys.argv[1]

def text_of(path):
    data = open(path, 'rb').read()
    for encoding in ('utf-8-sig', 'cp1257', 'cp1252'):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode('latin-1')

# Addresses, and names as two neighbouring words of cells in columns that hold names.
NAME = re.compile(r'(^|\b)(name|nome e cognome|nume .i prenume|namn|vards|v.rds|uzv.rds|first name|last name|'
                  r'nombre|apellidos|imi.|nazwisko)\b', re.I)
addresses, names = set(), set()
for path in glob.glob(build + '/project-1/data/*/*.csv'):
    text = text_of(path)
    addresses.update(re.findall(r'[\w.+-]+@[\w-]+\.[\w.]+', text))
    dialect = ';' if text.split('\n')[0].count(';') > text.split('\n')[0].count(',') else ','
    rows = list(csv.reader(io.StringIO(text), delimiter=dialect))
    header = next((row for row in rows if sum(bool(cell) for cell in row) > 3), [])
    columns = [i for i, cell in enumerate(header) if NAME.search(cell)
               and not re.search(r'event|event name|pas.kum', cell, re.I)]
    for row in rows:
        full = ' '.join(row[i].strip() for i in columns if i < len(row)).strip()
        if row is not header and len(full.split()) >= 2:
            names.add(full)
print(f'searching for {len(addresses)} addresses and {len(names)} names')
# People whom a story may name are in the sample's content by their own wish.
stories = ''.join(open(p, encoding='utf-8').read() for p in glob.glob(build + '/project-1/content/**/*.md', recursive=True))
names = {name for name in names if name not in stories}
names = {name.lower() for name in names}
addresses = {address.lower() for address in addresses}
ADDRESS = re.compile(r'[\w.+-]+@[\w-]+\.[\w.]+')
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

def found_in(data):
    """Addresses and names (of two to four words) in some bytes."""
    text = data.decode('utf-8', 'ignore').lower()
    hits = addresses.intersection(ADDRESS.findall(text))
    words = WORD.findall(text)
    for size in (2, 3, 4):
        hits |= names.intersection(' '.join(words[i:i + size]) for i in range(len(words) - size + 1))
    return hits

def contents(path):
    data = open(path, 'rb').read()
    yield data
    if path.endswith(('.xlsx', '.zip')):
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                yield package.read(part)
    if path.endswith('.pdf'):
        for match in re.finditer(rb'stream\r?\n', data):
            try:
                unpacked = zlib.decompressobj().decompress(data[match.end():], 1 << 20)
            except zlib.error:
                continue
            if b'\0' not in unpacked[:200]:  # fonts and pictures are no text
                yield unpacked
        # Text as readers see it.
        yield os.popen(f"pdftotext '{path}' - 2>/dev/null").read().encode()

def places():
    for top in ('out-1', 'tmp-1'):
        for folder, _, files in os.walk(os.path.join(build, top)):
            yield from (os.path.join(folder, name) for name in files)
    for folder, folders, files in os.walk(build + '/project-1'):
        folders[:] = [name for name in folders if name not in ('private', 'data', 'content')]
        yield from (os.path.join(folder, name) for name in files)
    yield from (build + '/said-1', build + '/printed-1')

found, searched = [], 0
for path in places():
    if os.path.islink(path) or not os.path.isfile(path):
        continue
    searched += 1
    for data in contents(path):
        found += [(os.path.basename(path), hit) for hit in found_in(data)]
problem = '' if len(addresses) > 100 and len(names) > 100 else 'too few names were collected'
if found:
    problem = f'{len(found)} found, first in {found[0][0]}'
if searched < 20:
    problem = f'only {searched} files were searched'
print(f'not ok names: no name leaves ingest: {problem}' if problem else 'ok names: no name leaves ingest')
sys.exit(1 if problem else 0)
PYTHON
[ $? -eq 0 ] || failed=1
exit $failed
