# Three years of monthly runs, with late, out-of-order, corrected and re-released months: tests/tools/year.py.
exec python3 "$SOURCE/tests/tools/year.py" "$BUILD" years
