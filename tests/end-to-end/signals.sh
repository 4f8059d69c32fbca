# Interrupts at a terminal and elsewhere: tests/tools/interrupt.py says what must hold.
set -u

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
exec /usr/bin/python3 "$SOURCE/tests/tools/interrupt.py" "$PACTPRESS" "$BUILD/epi"
