#!/bin/sh
# What a cached page costs beside nginx, and what an idle connection holds. Usage: tests/bench/http.sh [build folder]
# Needs nginx (Debian: nginx-light or nginx). Takes about half a minute of both processors.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$here/build}
[ -x /usr/sbin/nginx ] || { echo "nginx is not installed" >&2; exit 1; }
ninja -C "$build" bench_http >/dev/null || exit 1
trap 'rm -rf "${TMPDIR:-/tmp}"/concert-bench-*' EXIT
"$build/bench_http"
