# SPDX-License-Identifier: Apache-2.0
# ./dev coverage and faults; and the builds of ./dev test that look for one kind of fault each.

# The flags of a build with assertions, and an end at the first step out of bounds or out of C's rules.
configure_sanitized()
{
    CC=clang CXX=clang++ configure build-sanitize -Dbuildtype=debugoptimized \
        -Db_sanitize=address,undefined -Db_lundef=false -Dlua=lua5.4 \
        '-Dc_args=-fno-sanitize-recover=all -fno-omit-frame-pointer' -Dthorough="$thorough" \
        ${werror-}
}

fuzz_seconds=4 # of each target, where it runs as a test

configure_fuzz()
{
    CC=clang configure build-fuzz -Dbuildtype=debugoptimized -Dcli=false -Dexamples=false \
        -Db_sanitize=address,undefined -Db_lundef=false \
        '-Dc_args=-fsanitize=fuzzer-no-link -fno-sanitize-recover=all' \
        -Dfuzzer_ldflags=-fsanitize=fuzzer -Dfuzz_seconds="$fuzz_seconds"
}

# Each target for some seconds from its seeds; the fuzzer is told the same seed each time.
test_fuzzed()
{
    [[ $thorough != true ]] || fuzz_seconds=20
    say "building: fuzz targets"
    configure_fuzz
    compile build-fuzz $(fuzz_programs)
    run_tests fuzz build-fuzz --suite fuzz
}

fuzz_programs()
{
    local name
    for name in fuzz/seeds/*; do
        echo "$name" | sed 's|/seeds/|/|'
    done
}

# Threads that share recipes, under the race detector.
test_threads()
{
    say "building: thread sanitizer"
    CC=clang configure build-tsan -Dbuildtype=debugoptimized -Doptimization=1 -Dcli=false -Dexamples=false \
        -Db_sanitize=thread -Db_lundef=false ${werror-}
    compile build-tsan tests/engine/threads tests/opencc/opencc-threads
    TSAN_OPTIONS=halt_on_error=1 run_tests threads build-tsan --suite threads
}

command_coverage()
{
    setup test
    say "building: coverage, clang"
    CC=clang configure build-coverage -Dbuildtype=debugoptimized -Doptimization=1 \
        -Dexamples=false '-Dc_args=-fprofile-instr-generate -fcoverage-mapping' \
        -Dc_link_args=-fprofile-instr-generate -Db_lundef=false
    compile build-coverage
    rm -rf build-coverage/profile
    LLVM_PROFILE_FILE=$PWD/build-coverage/profile/%4m.profraw \
        run_tests coverage build-coverage --timeout-multiplier 4 --suite unit --suite engine \
        --suite faults --suite fuzz --suite clean --no-suite slow
    say "lines of lib that ran"
    "$system_python" tools/dev/coverage.py build-coverage "$@" || tests_failed=1
    return "$tests_failed"
}

# The numbers of docs/reliability.md. All faults of images in the release build, as each makes many recipes
# that a sanitizer is slow with; of those it gets one in 21, which is every bit of a byte in turn.
command_faults()
{
    local image=build-sanitize/lib/zhengzi.image thorough=true
    setup test
    say "building: address and undefined behaviour sanitizers, clang"
    configure_sanitized
    compile build-sanitize
    export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:allocator_may_return_null=1
    export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    say "bad bytes, hostile dictionaries"
    build-sanitize/tests/faults/faults-texts
    say "damaged images, with sanitizers"
    build-sanitize/tests/faults/faults-images 21
    say "damaged images"
    configure_test
    compile build-test tests/faults/faults-images
    build-test/tests/faults/faults-images
    say "failing allocations"
    build-sanitize/tests/engine/allocations "$image" all
    say "threads"
    test_threads
    build-tsan/tests/engine/threads build-tsan/lib/zhengzi.image 4000
    return "$tests_failed"
}
