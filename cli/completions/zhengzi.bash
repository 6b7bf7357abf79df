# SPDX-License-Identifier: Apache-2.0
# Completion of the command zhengzi for bash: options, the steps of the recipe, files.

_zhengzi()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} i recipe=0 before= step
    COMPREPLY=()
    [[ $cur == "=" ]] && cur=
    [[ $prev == "=" ]] && prev=${COMP_WORDS[COMP_CWORD - 2]}
    case $prev in
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")) ;;
    --detect) COMPREPLY=($(compgen -W "files lines" -- "$cur")) ;;
    --invalid) COMPREPLY=($(compgen -W "pass error replace drop" -- "$cur")) ;;
    -o | --output | --user-dict | --protect | --furniture) COMPREPLY=($(compgen -f -- "$cur")) ;;
    esac
    case $prev in
    --color | --detect | --invalid | -o | --output | --user-dict | --protect | --furniture)
        return ;;
    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "--output --in-place --check --diff --edits --color --invalid --no-tofu
            --user-dict --builtin-dicts --protect --furniture --stats --detect --list --help --version" -- "$cur"))
        return
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        -o | --output | --invalid | --user-dict | --protect | --furniture)
            [[ ${COMP_WORDS[i + 1]} == "=" ]] && ((i++))
            ((i++)) ;;
        =) ((i++)) ;;
        --detect*) recipe=1 ;;
        -*) ;;
        *) recipe=1 ;;
        esac
    done
    if ((recipe)); then
        COMPREPLY=($(compgen -f -- "$cur"))
        return
    fi
    [[ $cur == *,* ]] && before=${cur%,*},
    step=${cur##*,}
    COMPREPLY=($(compgen -P "$before" -W "$("$1" --list 2>/dev/null |
        while read -r name summary; do [[ -n $summary ]] && echo "$name"; done)" -- "$step"))
    # a configuration
    [[ -n $before ]] || COMPREPLY+=($(compgen -f -X '!*.json' -- "$cur"))
}

complete -o filenames -F _zhengzi zhengzi
