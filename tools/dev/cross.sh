# SPDX-License-Identifier: Apache-2.0
# ./dev cross: builds for other processors, with Debian's cross compilers, their tests under qemu-user.

cross_targets=(aarch64-linux-gnu i686-linux-gnu s390x-linux-gnu)

# What a target needs, and Debian's name of its architecture.
cross_architecture()
{
    case "$1" in
    aarch64-*) echo arm64 ;;
    i686-*) echo i386 ;;
    s390x-*) echo s390x ;;
    *) die "no cross target '$1'; there are: ${cross_targets[*]}" ;;
    esac
}

setup_cross()
{
    local target=$1 architecture packages missing
    architecture=$(cross_architecture "$target")
    packages=("gcc-$target" "libc6-dev-$architecture-cross" qemu-user
        "libutf8proc-dev:$architecture" "libcmocka-dev:$architecture")
    mapfile -t missing < <(missing_packages "${packages[@]}")
    ((${#missing[@]} > 0)) || return 0
    command -v apt-get >/dev/null || return 1
    # What as_root says would go to the log, and ./dev would end without a word.
    ((EUID == 0)) || command -v sudo >/dev/null || return 1
    say "installing for $target: ${missing[*]}"
    if ! dpkg --print-foreign-architectures | grep -qx "$architecture"; then
        as_root dpkg --add-architecture "$architecture"
        logged apt apt_get update || true
    fi
    logged apt apt_get install -y --no-install-recommends "${missing[@]}"
}

# Where a target's packages can't be had, it is left out, and that is said.
test_cross()
{
    local target=$1 folder=build-cross-$1
    if ! setup_cross "$target"; then
        say "tests: $target: left out, its compiler and libraries are not to be had here"
        return 0
    fi
    say "building: $target"
    configure "$folder" --cross-file "tools/cross/$target.ini" -Dbuildtype=release -Dcli=false \
        -Dexamples=false ${werror-}
    compile "$folder"
    run_tests "${target%%-*}" "$folder" --timeout-multiplier 10 --suite unit --suite builder \
        --suite engine --no-suite slow
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
