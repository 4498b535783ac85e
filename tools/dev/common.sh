# What every ./dev command shares: words, packages, builds.

say() { printf '\033[1m%s\033[0m\n' "== $*"; }
[ -t 1 ] || say() { printf '== %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# The packages of the sets named that are not here.
missing_packages() {
    local wanted=() set name command
    while read -r set name command; do
        [[ $set == \#* || -z $set || " $* " != *" $set "* ]] && continue
        [[ -n $command ]] && command -v "$command" >/dev/null && continue
        wanted+=("$name")
    done < "$root/tools/dev/packages.txt"
    [ ${#wanted[@]} -eq 0 ] && return
    local here
    here=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^ii *//p')
    comm -23 <(printf '%s\n' "${wanted[@]}" | LC_ALL=C sort) <(LC_ALL=C sort <<<"$here")
}

# need SET…: installs what is missing from the sets, or says the exact command and stops.
need() {
    command -v dpkg-query >/dev/null || fail "This is not Debian: install the equivalents of tools/dev/packages.txt ($*), then ./dev build."
    local missing command=()
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return
    local install=(apt-get install -y --no-install-recommends $missing)
    if [ "$(id -u)" -eq 0 ]; then command=()
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then command=(sudo)
    else
        printf '%s\n' "Missing packages, and no right to install them. As root:" "    apt-get update && ${install[*]}" "then start again." >&2
        exit 1
    fi
    say "installing $(wc -w <<<"$missing") packages: $(tr '\n' ' ' <<<"$missing")"
    "${command[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q < /dev/null
    "${command[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}" < /dev/null
}

# configure DIRECTORY [CMAKE OPTION…], once.
configure() {
    local directory=$1
    shift
    [ -f "$directory/build.ninja" ] && return
    say "configuring $directory"
    cmake -S "$root" -B "$directory" -G Ninja "$@"
}

build_targets() {
    configure "$build"
    nice ninja -j "$jobs" -C "$build" "$@"
}

# Whether a file that the program is made from is younger than the stamp (folders too: they change when a file comes or goes).
changed_since() {
    [ ! -e "$1" ] || [ -n "$(find CMakeLists.txt src locale data/tables assets tools/embed.cmake tools/po2cpp.cpp -newer "$1" -print -quit)" ]
}

# npm_packages FOLDER: the folder's packages as its lock says, fetched once.
npm_packages() {
    local stamp="$1/node_modules/.lock-sum" sum
    sum=$(sha256sum < "$1/package-lock.json")
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
    say "fetching the npm packages of $1"
    (cd "$1" && npm ci --no-audit --no-fund --ignore-scripts < /dev/null) && echo "$sum" > "$stamp"
}
