# SPDX-License-Identifier: Apache-2.0
# ./dev cross: builds for other processors, with Debian's cross compilers, their tests under qemu-user; and
# for Windows, with its tests under wine.

cross_targets=(aarch64-linux-gnu arm-linux-gnueabihf i686-linux-gnu riscv64-linux-gnu s390x-linux-gnu
    x86_64-w64-mingw32)
# What CI runs: the others have nothing that one of these has not.
ci_targets=(aarch64-linux-gnu i686-linux-gnu riscv64-linux-gnu s390x-linux-gnu x86_64-w64-mingw32)

# What a target needs, and Debian's name of its architecture.
cross_architecture()
{
    case "$1" in
    aarch64-*) echo arm64 ;;
    arm-*) echo armhf ;;
    i686-*) echo i386 ;;
    s390x-*) echo s390x ;;
    # Debian 12 has the compiler of these, and no libraries but C's.
    riscv64-* | *-mingw32) ;;
    *) die "no cross target '$1'; there are: ${cross_targets[*]}" ;;
    esac
}

cross_packages()
{
    local target=$1 architecture=$2
    case "$target" in
    *-mingw32) echo gcc-mingw-w64-x86-64-win32 wine wine64 ;;
    riscv64-*) echo "gcc-$target" libc6-dev-riscv64-cross qemu-user ;;
    *) echo "gcc-$target" "libc6-dev-$architecture-cross" qemu-user \
        "libutf8proc-dev:$architecture" "libcmocka-dev:$architecture" ;;
    esac
}

setup_cross()
{
    local target=$1 architecture packages missing
    architecture=$(cross_architecture "$target")
    read -ra packages <<<"$(cross_packages "$target" "$architecture")"
    mapfile -t missing < <(missing_packages "${packages[@]}")
    ((${#missing[@]} > 0)) || return 0
    command -v apt-get >/dev/null || return 1
    # What as_root says would go to the log, and ./dev would end without a word.
    ((EUID == 0)) || command -v sudo >/dev/null || return 1
    say "installing for $target: ${missing[*]}"
    if [[ -n $architecture ]] && ! dpkg --print-foreign-architectures | grep -qx "$architecture"; then
        as_root dpkg --add-architecture "$architecture"
        logged apt apt_get update || true
    fi
    logged apt apt_get install -y --no-install-recommends "${missing[@]}"
}

# Where a target's packages can't be had, it is left out, and that is said.
test_cross()
{
    local target=$1 folder=build-cross-$1 options suites
    options=(--cross-file "tools/cross/$target.ini" -Dbuildtype=release -Dexamples=false ${werror-})
    suites=(--suite unit --suite builder --suite engine --suite single --no-suite slow)
    if ! setup_cross "$target"; then
        say "tests: $target: left out, its compiler and libraries are not to be had here"
        return 0
    fi
    case "$target" in
    riscv64-* | *-mingw32)
        setup_utf8proc
        if [[ ! -d .cache/utf8proc ]]; then
            say "tests: $target: left out, utf8proc's source is not to be had here"
            return 0
        fi
        options+=("-Dutf8proc=$PWD/.cache/utf8proc")
        suites=(--suite single --suite windows --suite fuzz)
        ;;
    esac
    [[ $target == *-mingw32 ]] || options+=(-Dcli=false)
    say "building: $target"
    configure "$folder" "${options[@]}"
    compile "$folder"
    if [[ $target == *-mingw32 ]]; then
        test_wine "$folder" "${suites[@]}"
    else
        run_tests "${target%%-*}" "$folder" --timeout-multiplier 10 "${suites[@]}"
    fi
}

# A world of its own for wine, and one server for all programs: each would start its own else.
test_wine()
{
    local folder=$1
    shift
    export WINEPREFIX=$PWD/$folder/wine WINEDEBUG=-all
    logged wine wine wineboot --init || true
    logged wineserver wineserver --persistent=60 || true
    run_tests windows "$folder" --timeout-multiplier 4 "$@"
    logged wineserver wineserver --kill || true
    unset WINEPREFIX WINEDEBUG
}

command_cross()
{
    local target targets=("$@")
    ((${#targets[@]} > 0)) || targets=("${cross_targets[@]}")
    setup test
    for target in "${targets[@]}"; do
        test_cross "$target"
    done
    say "results"
    "$system_python" tools/dev/count.py "${test_logs[@]}" || tests_failed=1
    return "$tests_failed"
}
