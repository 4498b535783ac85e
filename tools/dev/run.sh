# ./dev run: from a bare machine to a served network.

# What the database is made from: the acts of data/aimf and the tables of the program.
data_sum() { cat data/aimf/*.jsonl src/*/tables.sql | sha256sum; }

run() {
    local port=${1:-8080} stamp="$build/.run-stamp" database=var/aimf.db sum
    need run
    if [ ! -x "$build/concert" ] || changed_since "$stamp"; then
        configure "$build"
        touch "$build/.run-stamp.new"
        say "building (the first time takes minutes)"
        nice ninja -j "$jobs" -C "$build" concert || fail "The build failed: see above."
        mv "$build/.run-stamp.new" "$stamp"
    fi
    mkdir -p var
    sum=$(data_sum)
    if [ -e "$database" ] && [ "$(cat "$database.from" 2>/dev/null)" != "$sum" ]; then
        local kept
        kept=var/aimf-until-$(date +%Y%m%d-%H%M%S).db
        say "data/aimf or the tables have changed: the network as it was is kept as $kept"
        for suffix in '' -wal -shm; do [ ! -e "$database$suffix" ] || mv "$database$suffix" "$kept$suffix"; done
    fi
    if [ ! -e "$database" ]; then
        say "loading the association from data/aimf"
        rm -f "$database".new*
        "$build/concert" init "$database.new" --from data/aimf || fail "Loading failed: see above."
        mv "$database.new" "$database"
        for suffix in -wal -shm; do [ ! -e "$database.new$suffix" ] || mv "$database.new$suffix" "$database$suffix"; done
        rm -f "$database".new*
        echo "$sum" > "$database.from"
    fi
    say "serving http://localhost:$port (Ctrl-C stops)"
    exec "$build/concert" serve "$database" --listen "127.0.0.1:$port"
}
