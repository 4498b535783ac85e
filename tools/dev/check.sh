# ./dev check: what a reader should not have to remark on.

# The C++ files to look at: those that differ from main and those not yet committed; all with CONCERT_TIDY=all.
changed_files() {
    if [ "${CONCERT_TIDY:-}" = all ]; then git ls-files 'src/*.cpp' 'src/*.h'; return; fi
    { git diff --name-only --diff-filter=d "$(git merge-base HEAD main 2>/dev/null || git rev-parse HEAD)" -- 'src/*.cpp' 'src/*.h'
      git ls-files --others --exclude-standard 'src/*.cpp' 'src/*.h'; } | sort -u
}

check() {
    local faults=0 files
    need run test check
    say "layers"
    tools/layers || faults=1
    files=$(changed_files)
    say "formatting ($(wc -w <<<"$files") files)"
    [ -z "$files" ] || clang-format --dry-run --Werror $files || faults=1
    files=$(grep '\.cpp$' <<<"$files" || true)
    say "clang-tidy ($(wc -w <<<"$files") files)"
    if [ -n "$files" ]; then
        configure "$build"
        nice ninja -j "$jobs" -C "$build" embedded > /dev/null || faults=1
        # shellcheck disable=SC2086
        nice run-clang-tidy-19 -quiet -j "$jobs" -p "$build" $files 2>/dev/null || faults=1
    fi
    [ "$faults" -eq 0 ] || fail "There are faults: see above."
    say "no faults"
}
