# SPDX-License-Identifier: Apache-2.0
# ./dev build, install, demo, docs, bench, fuzz and clean.

# The folder that one uses: the release build without tests, so that building needs no test tools.
build_release()
{
    setup build
    configure build -Dbuildtype=release -Dtests=false
    compile build
    ln -sfn cli/zhengzi build/zhengzi
}

command_build()
{
    say "building"
    build_release
    say "built: build/zhengzi"
}

command_install()
{
    local prefix=${1-/usr/local}
    [[ $prefix == /* ]] || prefix=$PWD/$prefix
    build_release
    # The prefix goes into no object file, only into zhengzi.pc.
    quietly install meson configure build --prefix "$prefix"
    meson install -C build --strip
    [[ -z ${DESTDIR-} ]] || return 0
    if [[ $EUID == 0 ]]; then
        ldconfig
    fi
    say_library_path "$prefix"
}

# Programs there find the library by themselves only where the loader looks for libraries.
say_library_path()
{
    local library
    ! "$1/bin/zhengzi" --version >/dev/null 2>&1 || return 0
    library=$(find "$1" -name libzhengzi.so.0 -print -quit)
    say "the loader does not look there; before running: export LD_LIBRARY_PATH=${library%/*}"
}

# Only the data image has to be built for it.
command_single_file()
{
    local folder=${1-dist}
    setup build
    setup_utf8proc
    [[ -d .cache/utf8proc ]] || die "utf8proc's source is needed for it: see docs/packaging.md"
    configure build-single -Dbuildtype=release -Dtests=false -Dcli=false -Dexamples=false
    compile build-single tools/zhengzi.c
    mkdir -p "$folder"
    cp build-single/tools/zhengzi.{c,h} "$folder"
    say "written: $folder/zhengzi.c, $folder/zhengzi.h"
}

# tests/project/abi: refreshed at a release, and read by a test from then on.
command_abi()
{
    setup test
    configure_test
    compile build-test abi-update
    tail -n 1 .cache/log/compile-build-test.log
    git diff --stat -- tests/project/abi
}

command_demo()
{
    say "setting up and building"
    build_release
    "$system_python" tools/dev/demo.py build/zhengzi examples/sample.txt
}

command_docs()
{
    setup docs
    say "making the pages"
    "$system_python" -B tools/docs/build.py build-docs || die "Doxygen had something to warn of"
    say "made: build-docs/html/index.html"
}

command_bench()
{
    setup bench
    configure build-bench -Dbuildtype=release -Dtests=false -Dbench=true
    compile build-bench
    "$system_python" bench/run "$@"
}

command_fuzz()
{
    (($# == 2)) || die "fuzz takes a target and a number of seconds"
    local target=$1 seconds=$2 found=.cache/fuzz/$1
    setup test
    configure_fuzz
    compile build-fuzz
    [[ -x build-fuzz/fuzz/$target ]] || die "no fuzz target '$target'"
    mkdir -p "$found"
    build-fuzz/fuzz/"$target" -max_total_time="$seconds" -dict=fuzz/zhengzi.dict \
        -artifact_prefix="$found/" -print_final_stats=1 "$found" "fuzz/seeds/$target"
}

command_clean()
{
    rm -rf build build-test build-sanitize build-bench build-fuzz build-tsan build-coverage \
        build-docs build-single build-options-* build-cross-*
    case "${1-}" in
    '') ;;
    --all) rm -rf .cache .venv ;;
    *) die "clean takes --all or nothing, not '$1'" ;;
    esac
}
