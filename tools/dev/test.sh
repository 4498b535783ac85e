# ./dev test: builds everything and runs every runner. A runner ends with the line "N passed, N failed, N skipped".

passed=0 failed=0 skipped=0

count() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }

# runner TITLE COMMAND…: adds up its last line; without one, its exit status is one test.
runner() {
    local title=$1 log status=0 last start=$SECONDS
    shift
    say "$title"
    log=$(mktemp)
    "$@" < /dev/null 2>&1 | tee "$log" || status=$?
    last=$(grep -aE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -1 || true)
    rm -f "$log"
    if [ -n "$last" ]; then
        # shellcheck disable=SC2086
        set -- ${last//[^0-9 ]/}
        count "$1" "$2" "$3"
        [ "$status" -eq 0 ] || [ "$2" -gt 0 ] || { echo "FAILED $title: exit status $status"; count 0 1 0; }
    elif [ "$status" -eq 0 ]; then count 1 0 0
    else
        echo "FAILED $title: exit status $status"
        count 0 1 0
    fi
    echo "   $title: $((SECONDS - start)) s"
}
skip() { echo "skipped: $1"; count 0 0 "${2:-1}"; }

# doctest's own summary as our line.
doctest_run() {
    local log status=0
    log=$(mktemp)
    "$@" --no-version=true > "$log" 2>&1 || status=$?
    cat "$log"
    awk -v status="$status" '/\[doctest\] test cases:/ { gsub(/[^0-9]+/, " "); split($0, n, " "); seen = 1; p = n[2]; f = n[3]; s = n[4] }
        END { if (!seen) { f = 1; print "the test program ended early, status " status } print p + 0 " passed, " f + 0 " failed, " s + 0 " skipped" }' "$log"
    rm -f "$log"
    return "$status"
}

# A folder of tools/ with npm packages and a script "check": made files are what their sources give.
npm_check() { npm_packages "tools/$1" && (cd "tools/$1" && npm run --silent check); }

# The runners, in order: the quick ones first.
runners() {
    echo layers layers_test quoted security data map assets program
    [ ! -x "$build/concert_scenarios" ] || echo scenarios
    for file in tests/*/run; do [ ! -x "$file" ] || basename "$(dirname "$file")"; done
}

one() {
    case "$1" in
    layers) runner "layers" tools/layers ;;
    layers_test) runner "faults planted in the layers" tools/layers_test ;;
    quoted) runner "code quoted in the guides" tools/quoted ;;
    security) runner "evidence of security" tools/security_test ;;
    data)
        [ -d ../shared/data/aimf ] || skip "no ../shared: data/aimf is checked by itself, not against the research tables"
        runner "the association's data" node tools/data/check.mjs
        ;;
    map) runner "outlines of the maps" npm_check map ;;
    assets) runner "stylesheet and script" npm_check assets ;;
    program) runner "the program" doctest_run "$build/concert_tests" ;;
    scenarios) runner "the program from outside" doctest_run "$build/concert_scenarios" ;;
    *) [ -x "tests/$1/run" ] || fail "no runner is called $1"; runner "tests/$1" "tests/$1/run" ;;
    esac
}

run_tests() {
    if [ "${1:-}" = list ]; then runners | tr ' ' '\n'; return; fi
    local start=$SECONDS
    need run test
    say "building"
    build_targets || { echo "FAILED the build"; count 0 1 0; finish; }
    export CONCERT="$build/concert" CONCERT_BUILD="$build"
    for name in ${*:-$(runners)}; do one "$name"; done
    say "$((SECONDS - start)) s"
    finish
}

finish() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && exit 0
    exit 1
}
