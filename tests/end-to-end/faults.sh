# Calls to the system fail while an edition is released: tests/tools/unlucky.py says what must hold then.
exec python3 "$SOURCE/tests/tools/unlucky.py" faults "$BUILD"
