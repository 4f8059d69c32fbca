#!/bin/sh
# PDFium for the tests: pypdfium2 from PyPI, fetched once to build/tools. Prints the folder for PYTHONPATH;
# without a network it is empty, and who asks says that PDFium was left out.
#
#   tests/tools/pypdfium2.sh SOURCE SCRATCH
set -u
tools=$1/build/tools/pypdfium2
mkdir -p "$1/build/tools"
{
    flock 9 # two tests may ask at a time
    PYTHONPATH=$tools python3 -c 'import pypdfium2' 2>/dev/null || {
        place=$(mktemp -d "$2/fetch.XXXXXX")
        timeout 60 python3 -m pip install --quiet --no-deps --only-binary :all: --target "$place/pypdfium2" \
            pypdfium2==5.15.2 >"$2/pip.log" 2>&1 && rm -rf "$tools" && mv "$place/pypdfium2" "$tools"
    }
} 9>"$1/build/tools/pypdfium2.lock"
echo "$tools"
