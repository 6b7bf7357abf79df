# SPDX-License-Identifier: Apache-2.0
# What the parts of ./dev share: messages, logs, and how a build folder is configured and built.

say()
{
    printf '== %s\n' "$*"
}

die()
{
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

# logged NAME COMMAND...: what it prints goes to .cache/log/NAME.log.
logged()
{
    local log=.cache/log/$1.log
    shift
    mkdir -p .cache/log
    "$@" >"$log" 2>&1 </dev/null
}

# The same, and where the command fails the log is shown and that is the end.
quietly()
{
    logged "$@" && return
    cat ".cache/log/$1.log" >&2
    die "failed: ${*:2}"
}

# configure FOLDER OPTION...: meson setup, once, and again when the options are others. A build
# folder that was not made here keeps its options.
configure()
{
    local folder=$1 options=()
    shift
    [[ -z ${ZZ_DICTIONARIES-} ]] || options+=("-Ddictionaries=$(realpath "$ZZ_DICTIONARIES")")
    options+=("$@")
    local known=$folder/dev-options asked=("${options[@]}")
    if [[ -f $folder/build.ninja ]]; then
        [[ -f $known && $(<"$known") != "${options[*]}" ]] || return 0
        rm -rf "$folder"
    fi
    # Meson sets up anew by itself when a build file changes, maybe from another shell: the Python that
    # has the test tools is named where it looks then too.
    if [[ -x .venv/bin/python3 ]]; then
        printf "[binaries]\npython3 = '%s'\n" "$PWD/.venv/bin/python3" >.cache/native.ini
        options+=(--native-file "$PWD/.cache/native.ini")
    fi
    quietly "configure-$folder" meson setup "$folder" "${options[@]}"
    echo "${asked[*]}" >"$known"
}

# compile FOLDER [TARGET...]
compile()
{
    quietly "compile-$1" ninja -C "$@"
}
