#!/usr/bin/env bash
# inspect on files of every dialect, against what went in and against Python's csv module; and on csv-spectrum,
# a public set of messy files (BSD-2-Clause, see tests/data/csv-spectrum/README), against its own answers; and on
# two more (MIT, see tests/data/messy/README), against Python again.
set -u

failed=0
python3 "$SOURCE/tests/tools/check_inspect.py" dialects "$PACTPRESS" "$BUILD/files" || failed=1
python3 "$SOURCE/tests/tools/check_inspect.py" spectrum "$PACTPRESS" "$SOURCE/tests/data/csv-spectrum" || failed=1
python3 "$SOURCE/tests/tools/check_inspect.py" messy "$PACTPRESS" "$SOURCE/tests/data/messy" || failed=1
exit $failed
