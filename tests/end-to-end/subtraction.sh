# Months, quarters, cities: what editions add up to tells nothing that one of them withholds (tests/tools/subtraction.py).
exec python3 "$SOURCE/tests/tools/subtraction.py" "$BUILD" 8
