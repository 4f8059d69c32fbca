# What contrib/ has to copy is right: judged by systemd, logrotate and sh, and run as it stands.
set -u

failed=0
umask 022
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
town=$BUILD/town log=$BUILD/log

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

mkdir -p "$log" "$BUILD/units" "$BUILD/bin"
ln -s "$PACTPRESS" "$BUILD/bin/pactpress"
PACTPRESS_KEY_FILE=$BUILD/key "$PACTPRESS" init "$town" 2>"$BUILD/said" || verdict "init" "$(tail -n 1 "$BUILD/said")"

# Places of an installation become those of this test.
here() {
    sed "s|/etc/pactpress/epi.key|$BUILD/key|g; s|/srv/epi|$town|g; s|/var/log/pactpress|$log|g
        s|/usr/local/bin/pactpress|$PACTPRESS|g" "$1"
}

for unit in service timer; do
    here "$SOURCE/contrib/systemd/pactpress.$unit" >"$BUILD/units/pactpress.$unit"
done
# Run by a user that is there; what systemd says of other units of this machine is none of ours.
sed -i 's/^User=.*/User=daemon/' "$BUILD/units/pactpress.service"
systemd-analyze verify --man=no --recursive-errors=no "$BUILD/units/pactpress.service" "$BUILD/units/pactpress.timer" \
    >"$BUILD/said" 2>&1
verdict "systemd takes the units" "$([ $? -eq 0 ] || tail -n 2 "$BUILD/said"; grep 'pactpress\.' "$BUILD/said" | head -n 2)"
sed 's/^Type=.*/Type=onceshot/' -i "$BUILD/units/pactpress.service"
systemd-analyze verify --man=no --recursive-errors=no "$BUILD/units/pactpress.service" >"$BUILD/said" 2>&1
verdict "it would have seen a mistake" "$(grep -q 'onceshot' "$BUILD/said" || echo "it did not")"
verdict "the timer comes once a night" "$(systemd-analyze calendar --base-time=2022-01-01 --iterations=3 \
    "$(sed -n 's/^OnCalendar=//p' "$BUILD/units/pactpress.timer")" | grep -c ' 03:15:00' | grep -vx '[34]')"

# What the service starts, with its environment.
sed -n 's/^Environment=//p' "$BUILD/units/pactpress.service" >"$BUILD/environment"
(cd "$town" && env "$(cat "$BUILD/environment")" sh -c "$(sed -n 's/^ExecStart=//p' "$BUILD/units/pactpress.service")") \
    >"$BUILD/said" 2>&1
verdict "the service publishes" "$([ -s "$town"/out/public/*/manifest.json ] || tail -n 1 "$BUILD/said")"

# Both lines of the crontab, as cron would run them: sh, five fields, a user, a command.
here "$SOURCE/contrib/pactpress.cron" >"$BUILD/cron"
grep -E '^[0-9*]' "$BUILD/cron" >"$BUILD/lines"
verdict "the crontab has a nightly and a quarterly line" "$(wc -l <"$BUILD/lines" | grep -vx 2)"
verdict "for the user of the other files" "$(awk '$6 != "pactpress"' "$BUILD/lines")"
while read -r _ _ _ _ _ _ command; do
    (cd / && env -i PATH="$BUILD/bin:/usr/bin:/bin" PACTPRESS_KEY_FILE="$BUILD/key" ${PACTPRESS_SHARE:+PACTPRESS_SHARE="$PACTPRESS_SHARE"} \
        SOURCE_DATE_EPOCH=1785888000 sh -c "$command") >"$BUILD/said" 2>&1 # in August 2026
    line=${command##*&& }
    verdict "cron runs: ${line%% 2>>*}" "$([ $? -eq 0 ] && [ ! -s "$BUILD/said" ] || tail -n 1 "$BUILD/said")"
done <"$BUILD/lines"
verdict "the second made the quarter before" "$(ls "$town/out/public" | grep -qx 2026-Q2 || ls "$town/out/public")"
printf '\n{{ attendance.nothing, number }}\n' >>"$town"/content/first-issue/en/lead.md
(cd / && env -i PATH="$BUILD/bin:/usr/bin:/bin" PACTPRESS_KEY_FILE="$BUILD/key" ${PACTPRESS_SHARE:+PACTPRESS_SHARE="$PACTPRESS_SHARE"} \
    sh -c "$(head -n 1 "$BUILD/lines" | cut -d ' ' -f 6- | sed 's/^ *pactpress *//')") >"$BUILD/said" 2>&1
verdict "what goes wrong is mailed" "$(grep -q 'lead.md:[0-9]*.*error' "$BUILD/said" || tail -n 1 "$BUILD/said")"

# Its log goes round.
here "$SOURCE/contrib/pactpress.logrotate" | sed "s/pactpress adm/$(id -un) $(id -gn)/" >"$BUILD/logrotate"
chmod 644 "$BUILD/logrotate" && chmod 755 "$log"
logrotate --force --state "$BUILD/state" "$BUILD/logrotate" >"$BUILD/said" 2>&1
verdict "logrotate takes its snippet" "$([ $? -eq 0 ] || tail -n 2 "$BUILD/said"; head -n 1 "$BUILD/said")"
verdict "the log was turned" "$([ -s "$log/epi.log.1" ] || ls "$log")"
exit $failed
