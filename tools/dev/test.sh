# SPDX-License-Identifier: Apache-2.0
# ./dev test: the same suite in several builds, and one count over all of them.

# Each run adds NAME=FILE, the log that Meson wrote.
test_logs=()
tests_failed=0
thorough=false

# run_tests NAME FOLDER ARGUMENT...: meson test
run_tests()
{
    local name=$1 folder=$2 log=$2/meson-logs/$1.json
    shift 2
    # Meson puts the wrapper's name into that of the log.
    [[ " $* " != *' --wrapper '* ]] || log=${log%.json}-valgrind.json
    say "tests: $name"
    rm -f "$log"
    meson test -C "$folder" --no-rebuild --print-errorlogs --logbase "$name" "$@" ||
        tests_failed=1
    test_logs+=("$name=$log")
}

configure_test()
{
    configure build-test -Dbuildtype=release -Dpython=enabled \
        -Dlua=lua5.1,lua5.2,lua5.3,lua5.4,luajit -Dthorough="$thorough" ${werror-}
}

# All that there is, as it is shipped.
test_release()
{
    say "building: release"
    configure_test
    compile build-test
    run_tests release build-test "$@"
}

# The same suite with assertions on, and an end at the first step out of bounds or out of C's rules.
test_sanitized()
{
    say "building: address and undefined behaviour sanitizers, clang"
    configure_sanitized
    compile build-sanitize
    ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:allocator_may_return_null=1 \
        UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
        run_tests sanitized build-sanitize --timeout-multiplier 4
}

# Memory that was never written is what the sanitizers above do not see.
test_valgrind()
{
    local valgrind='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=all'
    run_tests valgrind build-test --timeout-multiplier 20 --suite valgrind --wrapper "$valgrind"
    ZZ_WRAPPER=$valgrind run_tests valgrind-examples build-test --timeout-multiplier 20 \
        --suite examples
}

# What the options leave out: COMPILER OPTION..., each in a folder of its own. --thorough makes each by the
# other compiler too.
option_sets=(
    'gcc -Dcontext=false -Dlua=lua5.4'
    'clang -Dcontext=false -Dconfig=disabled -Dpython=enabled -Dlua=lua5.4'
    'clang -Dcontext=true -Dconfig=disabled -Dlua=luajit -Dbench=true'
    'gcc -Dcli=false -Dopencc=false -Dexamples=false -Ddefault_library=static'
)

test_options()
{
    local set compiler options count=0
    [[ ! -d .cache/utf8proc ]] || option_sets[3]+=" -Dutf8proc=$PWD/.cache/utf8proc"
    for set in "${option_sets[@]}"; do
        read -r compiler options <<<"$set"
        test_option_set "options-$((count += 1))" "$compiler" "$options"
        [[ $thorough != true ]] || test_option_set "options-$count-other" \
            "$([[ $compiler == gcc ]] && echo clang || echo gcc)" "$options"
    done
}

# test_option_set NAME COMPILER OPTIONS
test_option_set()
{
    local options suites=(--no-suite slow)
    read -ra options <<<"$3"
    # nothing of the clean-up steps is left out by any
    [[ $thorough == true ]] || suites+=(--no-suite clean)
    say "building: $2 $3"
    CC=$2 configure "build-$1" -Dbuildtype=debugoptimized -Doptimization=1 "${options[@]}" ${werror-}
    compile "build-$1"
    run_tests "$1" "build-$1" "${suites[@]}"
}

command_test()
{
    local werror= target
    # A compiler newer than ours may warn of something new: that is no reason to fail elsewhere.
    [[ -z ${CI-} ]] || werror=-Dwerror=true
    setup test
    [[ ${1-} != --thorough ]] || thorough=true
    case "${1-}" in
    '' | --thorough)
        test_release
        test_sanitized
        test_valgrind
        test_threads
        test_fuzzed
        # Minutes, for what few changes touch.
        if [[ -n ${CI-} || $thorough == true ]]; then
            test_options
        fi
        # They need libraries of other architectures, which not everybody wants to have installed.
        if [[ -n ${CI-} ]]; then
            for target in "${ci_targets[@]}"; do
                test_cross "$target"
            done
        fi
        ;;
    --fast) test_release --no-suite slow ;;
    *) die "test takes --fast, --thorough or nothing, not '$1'" ;;
    esac
    say "results"
    "$system_python" tools/dev/count.py "${test_logs[@]}" || tests_failed=1
    return "$tests_failed"
}
