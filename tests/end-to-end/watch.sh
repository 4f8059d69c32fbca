# pactpress watch, driven as an editor and a browser do (tests/tools/drive_watch.py).
set -u

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
exec /usr/bin/python3 "$SOURCE/tests/tools/drive_watch.py" "$PACTPRESS" "$BUILD/epi"
