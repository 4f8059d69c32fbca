# The power is cut while an edition is released: tests/tools/unlucky.py says what must hold then.
exec python3 "$SOURCE/tests/tools/unlucky.py" power "$BUILD"
