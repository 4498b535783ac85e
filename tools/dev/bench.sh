# ./dev bench [NAME [ARGUMENT…]]: a measurement is tests/bench/NAME.cpp or NAME.sh.

bench() {
    local name=${1:-}
    if [ -z "$name" ]; then
        echo "Measurements:"
        for file in tests/bench/*.cpp tests/bench/*.sh; do [ ! -f "$file" ] || printf '    ./dev bench %s\n' "$(basename "${file%.*}")"; done
        return
    fi
    shift
    need run test
    if [ -f "tests/bench/$name.cpp" ]; then
        build_targets "bench_$name"
        "$build/bench_$name" "$@"
    elif [ -f "tests/bench/$name.sh" ]; then
        build_targets concert
        CONCERT="$build/concert" bash "tests/bench/$name.sh" "$@"
    else fail "no measurement is called $name: ./dev bench lists them"
    fi
}
