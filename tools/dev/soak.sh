# ./dev fuzz and ./dev soak: what takes hours.

fuzz() {
    need run test fuzz
    local directory=$root/build-fuzz seconds=${FUZZ_SECONDS:-600} faults=0 name
    configure "$directory" -DCONCERT_FUZZ=ON -DCONCERT_SANITIZE=address,undefined -DCMAKE_CXX_COMPILER=clang++-19 || return 1
    local names=("$@")
    [ ${#names[@]} -gt 0 ] || mapfile -t names < <(find src -name '*_fuzz.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort)
    nice ninja -j "$jobs" -C "$directory" "${names[@]}" || return 1
    for name in "${names[@]}"; do
        say "$name, $seconds s"
        mkdir -p "var/fuzz/$name"
        if nice "$directory/$name" -max_total_time="$seconds" -timeout=10 -print_final_stats=1 -artifact_prefix="var/fuzz/$name-" \
            "var/fuzz/$name" "tests/fuzz/seeds/$name" > "var/fuzz/$name.log" 2>&1; then grep -aE 'stat::(number|average)|^Done' "var/fuzz/$name.log" || true
        else
            tail -40 "var/fuzz/$name.log"
            echo "FAILED $name: the input lies in var/fuzz, the log in var/fuzz/$name.log"
            faults=$((faults + 1))
        fi
    done
    echo "$((${#names[@]} - faults)) passed, $faults failed, 0 skipped"
    [ "$faults" -eq 0 ]
}

# sanitized NAME SANITIZERS: the test program built with them, and run in full.
sanitized() {
    local directory=$root/build-$1
    configure "$directory" -DCONCERT_SANITIZE="$2" && nice ninja -j "$jobs" -C "$directory" concert concert_tests && "$directory/concert_tests"
}

# Every test, with the counts that the harnesses read.
counts() {
    export CONCERT_KILLS=${CONCERT_KILLS:-1000} CONCERT_MODEL_STEPS=${CONCERT_MODEL_STEPS:-1000000} CONCERT_CUTS=${CONCERT_CUTS:-500} CONCERT_DISK_STRIDE=1
    export CONCERT_BROWSER=all
    echo "$CONCERT_KILLS kills, $CONCERT_MODEL_STEPS model steps, $CONCERT_CUTS power cuts, every page"
    "$root/dev" test
}

soak() {
    need run test fuzz
    export UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS="halt_on_error=1 suppressions=$root/tests/tsan.supp"
    local failed=() part
    for part in ${*:-asan tsan counts mutants lighthouse fuzz}; do
        say "soak: $part"
        case "$part" in
        asan) sanitized asan address,undefined ;;
        tsan) sanitized tsan thread ;;
        counts) counts ;;
        mutants) build_targets concert_tests && node tools/mutants.mjs --build "$build" ;;
        lighthouse) CONCERT=$build/concert "$root/tests/browser/lighthouse/run" ;;
        fuzz) (fuzz) ;;
        *) fail "no part of the soak is called $part" ;;
        esac || failed+=("$part")
    done
    [ ${#failed[@]} -eq 0 ] || fail "failed: ${failed[*]}. See above."
    say "everything held"
}
