# protect and audit --table on many small tables, judged by brute force (tests/tools/tables.py), and what
# they say about files with mistakes.
set -u

failed=0

python3 "$SOURCE/tests/tools/tables.py" "$PACTPRESS" "$BUILD" 60 || failed=1
cd "$BUILD" || exit 1

. "$SOURCE/tests/tools/is.sh"

# refuse NAME STATUS WORDS COMMAND...: the command ends with that status and says those words.
refuse() {
    local name=$1 wanted=$2 words=$3
    shift 3
    "$PACTPRESS" "$@" >said 2>&1
    local status=$?
    if [ $status -eq "$wanted" ] && grep -qF -- "$words" said; then
        echo "ok $name is said"
    else
        echo "not ok $name is said: status $status, $(head -n 1 said)"
        failed=1
    fi
}

# A total with two sums, by rows and by columns, in one stretch of lines.
printf 'cell,count\na,3\nb,20\nc,30\nd,17\nr1,23\nr2,47\nc1,33\nc2,37\nt,70\n' >cells.csv
printf 'total,part\nr1,a\nr1,b\nr2,c\nr2,d\nc1,a\nc1,c\nc2,b\nc2,d\nt,r1\nt,r2\nt,c1\nt,c2\n' >equations.csv
"$PACTPRESS" protect cells.csv equations.csv --threshold 5 >published.csv 2>said
is "a total of rows and columns is understood" 0 $?
is "how good it is is said" \
    "9 cells: 1 small, 3 suppressed with them; as few as can be" "$(tail -n 1 said)"
is "the smallest rectangle is blank" "a b c d " \
    "$(sed -n 's/^\(.*\),suppressed,$/\1/p' published.csv | tr '\n' ' ')"
"$PACTPRESS" audit --table published.csv equations.csv --width 5 >found 2>/dev/null
is "what protect prints can be audited" 0 $?
is "an audit has its header" "cell,low,high,verdict" "$(head -n 1 found)"
sed 's/^b,suppressed,/b,exact,20/' published.csv >leak.csv
"$PACTPRESS" audit --table leak.csv equations.csv >found 2>said
is "a leak ends with 1" 1 $?
is "and with a summary" "3 of 9 cells hidden, 3 of them told within less than 1" "$(tail -n 1 said)"
is "what a leak tells is printed" "a,3,3,pinned" "$(sed -n 2p found)"
"$PACTPRESS" protect cells.csv equations.csv --threshold 5 >again.csv 2>/dev/null
cmp -s published.csv again.csv
is "the same table is protected alike" 0 $?

printf 'cell,count\na,1\nb,-3\na,4\nc,2.5\nd,\ne,9999999999999\n,3\n' >bad.csv
refuse "a negative count" 1 'bad.csv:3:3: error: "-3" is negative' \
    protect bad.csv equations.csv --threshold 5
refuse "a doubled cell" 1 'bad.csv:4:1: error: the cell "a" stands in line 2' \
    protect bad.csv equations.csv --threshold 5
refuse "a count that is not whole" 1 'bad.csv:5:3: error: "2.5" is no count' \
    protect bad.csv equations.csv --threshold 5
refuse "a missing count" 1 'bad.csv:6:3: error: the cell "d" has no count' \
    protect bad.csv equations.csv --threshold 5
refuse "a count that is too large" 1 'bad.csv:7:3: error: "9999999999999" is more' \
    protect bad.csv equations.csv --threshold 5
refuse "a cell without a name" 1 'bad.csv:8:1: error: this cell has no name' \
    protect bad.csv equations.csv --threshold 5
printf 'total,part\nt,r1\nt,r3\n' >wrong.csv
refuse "an unknown cell" 1 'wrong.csv:3:3: error: there is no cell "r3"; did you mean "r' \
    protect cells.csv wrong.csv --threshold 5
printf 'total,part\nt,r1\nt,a\n' >wrong.csv
refuse "a sum that does not add up" 1 \
    'wrong.csv:2:3: error: the total "t" is 70, and its parts add up to 26' \
    protect cells.csv wrong.csv --threshold 5
printf 'total,part,relation\nt,a,union\nt,b,union\n' >wrong.csv
refuse "a union that cannot be" 1 'allow 20 (the largest) to 23 (their sum)' \
    protect cells.csv wrong.csv --threshold 5
printf 'total,part,relation\nt,a,sun\n' >wrong.csv
refuse "an unknown relation" 1 'wrong.csv:2:5: error: "sun" is no relation' \
    protect cells.csv wrong.csv --threshold 5
printf 'total,part\nt,r1\nt,r2\nt,r1\n' >wrong.csv
refuse "a doubled part" 1 'the cell "r1" is twice a part of "t"' \
    protect cells.csv wrong.csv --threshold 5
printf 'cell,count\na,5\nb,5\n' >two.csv
printf 'total,part\na,b\nb,a\n' >wrong.csv
refuse "a cycle" 1 'is part of a part of itself' protect two.csv wrong.csv --threshold 5
printf 'total,part\na,a\n' >wrong.csv
refuse "a cell in itself" 1 'the cell "a" is part of itself' protect two.csv wrong.csv --threshold 5
printf 'total,part\n' >wrong.csv
refuse "a file without equations" 1 'a header and no equation' \
    protect cells.csv wrong.csv --threshold 5
: >wrong.csv
refuse "an empty file" 1 'wrong.csv: error: this file is empty' \
    protect wrong.csv equations.csv --threshold 5
printf 'cel,count\na,1\n' >wrong.csv
refuse "a wrong header" 1 'wrong.csv:1:1: error: the header has no use for a column "cel"' \
    protect wrong.csv equations.csv --threshold 5
printf 'cell,count\na,1,2\n' >wrong.csv
refuse "a row with too many fields" 1 'wrong.csv:2: error: this row has 3 fields' \
    protect wrong.csv equations.csv --threshold 5
refuse "a missing file" 2 'nowhere.csv: error' protect nowhere.csv equations.csv --threshold 5
refuse "a missing threshold" 2 'takes two files and a threshold' protect cells.csv equations.csv
refuse "a threshold that is no number" 2 '--threshold cannot be "few"' \
    protect cells.csv equations.csv --threshold few
refuse "a width of 0" 2 '--width cannot be "0"' \
    protect cells.csv equations.csv --threshold 5 --width 0
# What Excel saves: a byte order mark, CRLF, semicolons.
printf '\357\273\277cell;count\r\na;3\r\nb;20\r\nc;30\r\nd;17\r\nr1;23\r\nr2;47\r\nc1;33\r\nc2;37\r\nt;70\r\n' \
    >excel.csv
printf '\357\273\277total;part\r\nr1;a\r\nr1;b\r\nr2;c\r\nr2;d\r\nc1;a\r\nc1;c\r\nc2;b\r\nc2;d\r\nt;r1\r\nt;r2\r\n' \
    >excel_equations.csv
"$PACTPRESS" protect excel.csv excel_equations.csv --threshold 5 >again.csv 2>/dev/null
cmp -s published.csv again.csv
is "what Excel saves is read alike" 0 $?
printf 'cell;count\r\na;3\r\n"b; too";-4\r\n' >wrong.csv
refuse "a mistake between semicolons" 1 'wrong.csv:3:10: error: "-4" is negative' \
    protect wrong.csv equations.csv --threshold 5
printf 'cell,count\na,3\nb,3\nt,6\n' >whole.csv
printf 'total,part\nt,a\nt,b\n' >small.csv
"$PACTPRESS" protect whole.csv small.csv --threshold 5 >found 2>said
is "where the parts cannot protect each other, the total goes" "a b t " \
    "$(sed -n 's/^\(.*\),suppressed,$/\1/p' found | tr '\n' ' ')"
is "which is said" 1 "$(grep -c 'whole.csv:4:.*: warning: the total "t" is suppressed with all of its parts: they cannot protect each other \[protect.total\]$' said)"
is "of that total alone" 0 "$(printf 'cell,count\na,3\nb,30\nt,33\n' >fine.csv; "$PACTPRESS" protect fine.csv small.csv --threshold 5 2>&1 | grep -c protect.total)"
printf 'cell,count\na,\nb,20\nc,28\nd,17\nr1,23\nr2,45\nc1,33\nc2,37\nt,\n' >torn.csv
refuse "a contradiction" 1 'no counts fit what is printed' \
    audit --table torn.csv equations.csv
refuse "nothing to audit" 2 'audit takes editions or folders' audit
exit $failed
