# The manual page and the completion are made from the tables: they know every command and option.
set -u

failed=0

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

page=$BUILD/pactpress.1
"$PACTPRESS" manual >"$page" || not_ok "manual ends with $?"
groff -mdoc -Tutf8 -ww "$page" >"$BUILD/text" 2>"$BUILD/warnings"
[ -s "$BUILD/text" ] && [ ! -s "$BUILD/warnings" ] && ok "groff sets the page without a warning" ||
    not_ok "groff sets the page without a warning: $(head -n 2 "$BUILD/warnings")"
mandoc -T lint -W warning "$page" >"$BUILD/lint" && ok "mandoc finds nothing" ||
    not_ok "mandoc finds nothing: $(head -n 3 "$BUILD/lint")"
"$PACTPRESS" completion >"$BUILD/completion" || not_ok "completion ends with $?"
bash -n "$BUILD/completion" && ok "the completion is bash" || not_ok "the completion is bash"

# complete WORD...: what bash would offer for the last word.
complete_words() {
    bash -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pactpress; printf "%s\n" "${COMPREPLY[@]}"' \
        - "$BUILD/completion" pactpress "$@"
}

commands=$("$PACTPRESS" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 12 ] && ok "there are commands" || not_ok "there are commands"
for command in $commands; do
    wrong=
    grep -qx "\.Ss $command" "$page" || wrong="the page lacks it"
    complete_words "${command%?}" | grep -qx "$command" || wrong="bash does not offer it"
    for option in $("$PACTPRESS" "$command" --help | grep -oE '^  (-., |    )--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
        sed 's/\\-/-/g' "$page" | grep -q -e "Fl -${option#-}" || sed 's/\\-/-/g' "$page" | grep -q "^\.It.*Fl ${option#-}" ||
            wrong="the page lacks $option"
        complete_words "$command" -- | grep -qx -e "$option" || wrong="bash does not offer $option"
    done
    [ -z "$wrong" ] && ok "$command" || not_ok "$command: $wrong"
done
# zsh is asked what it would hand to its own functions, fish what it would offer.
"$PACTPRESS" completion zsh >"$BUILD/_pactpress"
zsh_words() {
    zsh -f -c '_arguments() { print -rl -- "$@" }; _describe() { print -rl -- "${(@P)2}" }
        file=$1; shift; words=("$@"); CURRENT=$#; source $file' - "$BUILD/_pactpress" pactpress "$@"
}
"$PACTPRESS" completion fish >"$BUILD/pactpress.fish"
fish_words() {
    HOME=$BUILD fish --no-config -c "source '$BUILD/pactpress.fish'; complete -C '$1'"
}
for command in $commands; do
    wrong=
    zsh_words '' | grep -q "^$command:" || wrong="zsh does not offer it"
    fish_words 'pactpress ' | grep -q "^$command	" || wrong="fish does not offer it"
    zsh_words "$command" '' >"$BUILD/zsh"
    fish_words "pactpress $command --" >"$BUILD/fish"
    for option in $("$PACTPRESS" "$command" --help | grep -oE '^  (-., |    )--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
        grep -qE -e "^\*$option(=)?\[" "$BUILD/zsh" || wrong="zsh does not offer $option"
        grep -qE -e "^$option=?	" "$BUILD/fish" || wrong="fish does not offer $option"
    done
    [ -z "$wrong" ] && ok "$command in zsh and fish" || not_ok "$command in zsh and fish: $wrong"
done
[ "$(fish_words 'pactpress build --class r' | cut -f 1)" = restricted ] && ok "fish offers values" || not_ok "fish offers values"
"$PACTPRESS" completion csh >"$BUILD/said" 2>&1
[ $? -eq 2 ] && ok "there is none for csh" || not_ok "there is none for csh"
[ "$(complete_words build --class r)" = restricted ] && ok "values are offered" || not_ok "values are offered"

# What contrib/ names is there to be named.
for file in "$SOURCE"/contrib/pactpress.cron "$SOURCE"/contrib/systemd/pactpress.service; do
    wrong=
    for option in $(grep -o -e 'pactpress build [^2|]*' "$file" | grep -oE -- '--[a-z-]+'); do
        "$PACTPRESS" build --help | grep -q -e "$option" || wrong=$option
    done
    [ -z "$wrong" ] && grep -q 'pactpress build' "$file" && ok "options in ${file##*/}" || not_ok "options in ${file##*/}: $wrong"
done

exit $failed
