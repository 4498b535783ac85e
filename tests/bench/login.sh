#!/bin/sh
# What readers of cached pages feel while passwords are tried as fast as the door takes them: processor time of a page and its slowest
# answers, with and without, in alternating rounds of one run. Needs node.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
exec node "$here/tests/bench/login.mjs"
