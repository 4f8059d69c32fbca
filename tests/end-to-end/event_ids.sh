# Events whose ids need quotation marks in addresses and references in XML: one that no register holds, and
# one with every awkward sign. The attack must know whose they are.
set -u

failed=0
umask 077
printf '%064d\n' 7 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

. "$SOURCE/tests/tools/is.sh"

# Two small lists in Northtown: both counts are withheld, in the period and since the start.
small() {
    printf 'event,date,city,name,email\n'
    for n in 1 2 3; do
        printf '"%s",2026-01-14,northtown,A %s,%s-%s@example.org\n' "$1" "$n" "$2" "$n"
    done
    printf '"%s",2026-01-15,northtown,B,%s-b@example.org\n' "$3" "$2"
}

try() {
    project=$BUILD/$1
    "$PACTPRESS" init "$project" --quiet
    small "$2" "$1" "$3" >"$project/data/attendance-2.csv"
    [ "$4" = "" ] || printf '%s' "$4" >"$project/data/events-2.csv"
    "$PACTPRESS" build -C "$project" --quiet >/dev/null 2>"$BUILD/said"
    is "$1: built" 0 $?
    withheld=$(grep -c '^"*event\.participants.*,suppressed,' "$project/out/candidate/public/2026-Q1/figures.csv")
    is "$1: their counts are withheld" yes "$([ "$withheld" -ge 4 ] && echo yes)"
    "$PACTPRESS" audit "$project/out/candidate/public/2026-Q1" >/dev/null 2>"$BUILD/said"
    is "$1: audited" 0 $?
}

try unregistered 'pad evening' 'pad evening' ''
try signs 'R&D; ""1"" <x> \' 'Café = [2]' 'id,date,city,type,what,who
"R&D; ""1"" <x> \",2026-01-14,northtown,workshop,What,Who
Café = [2],2026-01-15,northtown,workshop,What,Who
'

exit $failed
