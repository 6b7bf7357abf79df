# SPDX-License-Identifier: Apache-2.0
# Completion of the command zhengzi for fish: options, the steps of the recipe, files.

function __zhengzi_needs_recipe
    set -l words (commandline -opc)
    set -e words[1]
    not string match -qv -- '-*' $words
end

function __zhengzi_steps
    set -l before (string match -r '^.*,' -- (commandline -ct))
    zhengzi --list 2>/dev/null | string replace -rf '^  (\S+)\s+(.*)$' "$before\$1\t\$2"
end

complete -c zhengzi -n __zhengzi_needs_recipe -f -a '(__zhengzi_steps)'
complete -c zhengzi -n __zhengzi_needs_recipe -f -a '(__fish_complete_suffix .json)'
complete -c zhengzi -s o -l output -rF -d 'Write the result to a file'
complete -c zhengzi -s w -l in-place -d 'Rewrite the files themselves'
complete -c zhengzi -l check -d 'Name the files that would change'
complete -c zhengzi -l diff -d 'Write what would change as a unified diff'
complete -c zhengzi -l edits -d 'Write what was changed, a JSON object a line'
complete -c zhengzi -l color -xa 'auto always never' -d 'Colour the diff'
complete -c zhengzi -l invalid -xa 'pass error replace drop' -d 'What happens to ill-formed UTF-8'
complete -c zhengzi -l no-tofu -d 'Leave out characters that few fonts can show'
complete -c zhengzi -l user-dict -rF -d 'Words of your own, before all dictionaries'
complete -c zhengzi -l builtin-dicts -d 'Dictionaries of a configuration may be those inside'
complete -c zhengzi -l protect -rF -d 'Words that nothing may change'
complete -c zhengzi -l furniture -rF -d 'More lines for the step furniture'
complete -c zhengzi -l stats -d 'Say what each file held, and the time'
complete -c zhengzi -l detect -xa 'files lines' -d 'Say which script and region a file is in'
complete -c zhengzi -l list -d 'List conversions, steps and presets'
complete -c zhengzi -s h -l help -d 'List the options'
complete -c zhengzi -s V -l version -d 'Say the versions'
