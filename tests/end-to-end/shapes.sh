# Projects of many shapes, made up from seeds, and every figure of them recomputed by another program
# (tests/tools/shapes.py). `make shapes` tries 1,000.
set -u

umask 077
printf '%064d\n' 7 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

try() {
    python3 "$SOURCE/tests/tools/shapes.py" "$@"
}

try "$PACTPRESS" "$BUILD/shape" 1 "${SHAPES:-25}"
failed=$?

# a program that is one person off
cat >"$BUILD/wrong" <<END
#!/bin/sh
"$PACTPRESS" "\$@" | sed 's/^\(attendance.persons @2022-Q1 [a-z_]* [0-9]*\)\([0-8]\)/\19/'
END
chmod +x "$BUILD/wrong"
try "$BUILD/wrong" "$BUILD/shape" 1 9 >"$BUILD/wrong.log" 2>&1
if [ $? -eq 1 ] && grep -q '^not ok seed [0-9]*, restricted: attendance.persons of 2022-Q1: ' "$BUILD/wrong.log"; then
    echo "ok a wrong number of persons is found"
else
    echo "not ok a wrong number of persons is found: $(head -n 1 "$BUILD/wrong.log")"
    failed=1
fi
exit $failed
