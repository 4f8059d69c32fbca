#!/usr/bin/env bash
# The files of dialects.sh once more, judged by DuckDB: under the dialect that inspect finds it reads the same rows.
set -u
failed=0
tools=$(sh "$SOURCE/tests/tools/from_pypi.sh" duckdb 2.0.0 "$SOURCE" "$BUILD")
export PYTHONPATH=$tools
python3 "$SOURCE/tests/tools/check_inspect.py" dialects "$PACTPRESS" "$BUILD/files" >/dev/null
for folder in "$BUILD/files" "$SOURCE/tests/data/csv-spectrum" "$SOURCE/tests/data/messy"; do
    python3 "$SOURCE/tests/tools/check_inspect.py" duckdb "$PACTPRESS" "$folder" || failed=1
done
exit $failed
