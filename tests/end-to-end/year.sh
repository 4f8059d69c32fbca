# A year of monthly runs: tests/tools/year.py says what happens in it, and counts by itself.
exec python3 "$SOURCE/tests/tools/year.py" "$BUILD"
