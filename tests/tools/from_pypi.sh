#!/bin/sh
# A judge from PyPI for the tests, fetched once to build/tools. Prints the folder for PYTHONPATH; without a network
# it is empty, and who asks says what was left out.
#
#   tests/tools/from_pypi.sh MODULE VERSION SOURCE SCRATCH
set -u
tools=$3/build/tools/$1
mkdir -p "$3/build/tools"
{
    flock 9 # two tests may ask at a time
    PYTHONPATH=$tools python3 -c "import $1" 2>/dev/null || {
        place=$(mktemp -d "$4/fetch.XXXXXX")
        timeout 60 python3 -m pip install --quiet --no-deps --only-binary :all: --target "$place/$1" \
            "$1==$2" >"$4/pip.log" 2>&1 && rm -rf "$tools" && mv "$place/$1" "$tools"
    }
} 9>"$3/build/tools/$1.lock"
echo "$tools"
