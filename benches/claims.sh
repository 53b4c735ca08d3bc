#!/usr/bin/env bash
# Measures what claims cost: `briefbook check` of a generated site with and without them, in turn.
#
#     benches/claims.sh [BRIEFS] [CLAIMS] [RUNS]
#
# Prints the time of the processor, user and kernel together, and the ratio of the medians; fails where
# that is 1.5 or more. Needs GNU time.

set -euo pipefail
cd "$(dirname "$0")/.."

briefs=${1:-10000}
claims=${2:-5000}
runs=${3:-7}
gnu_time=/usr/bin/time

if [ ! -x "$gnu_time" ]; then
    echo "claims.sh: GNU time is missing; install it as $gnu_time" >&2
    exit 2
fi

cargo build --release --locked --quiet --bin briefbook --example corpus
built="${CARGO_TARGET_DIR:-target}/release"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$built/examples/corpus" "$folder/without" "$briefs"
"$built/examples/corpus" "$folder/with" "$briefs" --claims "$claims"

for ((run = 1; run <= runs; run++)); do
    for site in without with; do
        "$gnu_time" -f '%U %S' -a -o "$folder/$site.times" "$built/briefbook" check --site "$folder/$site" >/dev/null
    done
done

median() {
    awk '{ print $1 + $2 }' "$1" | sort -n | awk '{ times[NR] = $1 } END { print times[int((NR + 1) / 2)] }'
}
awk -v without="$(median "$folder/without.times")" -v with="$(median "$folder/with.times")" \
    -v briefs="$briefs" -v claims="$claims" 'BEGIN {
        printf "%d briefs: %.2f s; with %d claims: %.2f s; ratio %.2f\n", briefs, without, claims, with, with / without
        exit with / without >= 1.5
    }'
