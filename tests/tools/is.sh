# For scripts of tests: is NAME WANTED FOUND prints `ok NAME`, or `not ok NAME` with what differs and what the
# program said last ($BUILD/said, where the script keeps that), and sets `failed`.
is() {
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: wanted $2, found $3$([ ! -s "$BUILD/said" ] || printf '; %s' "$(tail -n 3 "$BUILD/said")")"
        failed=1
    fi
}
