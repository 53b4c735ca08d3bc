#!/usr/bin/env bash
# Measures a release build of a generated site, and a copy of its output right after it.
#
#     benches/measure.sh [BRIEFS] [RUNS]
#
# Every run starts without output and cache. The copy shows what the disk alone costs at that
# moment, so the ratio can be compared between machines and days. Needs GNU time.

set -euo pipefail
cd "$(dirname "$0")/.."

briefs=${1:-10000}
runs=${2:-3}
gnu_time=/usr/bin/time

if [ ! -x "$gnu_time" ]; then
    if ! command -v apt-get >/dev/null; then
        echo "measure.sh: GNU time is missing; install it as $gnu_time" >&2
        exit 2
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq time >/dev/null
fi

cargo build --release --locked --quiet --bin briefbook --example corpus
built="${CARGO_TARGET_DIR:-target}/release"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
site="$folder/site"
"$built/examples/corpus" "$site" "$briefs"

echo "$briefs briefs, $(find "$site/content" -type f | wc -l) files, $(nproc) cores"
echo "run   wall s    CPU s  peak MB   copy s    ratio"
for ((run = 1; run <= runs; run++)); do
    # Each run writes into a folder of its own: some file systems are slow where much was just deleted.
    "$gnu_time" -f '%e %U %S %M' -o "$folder/build" \
        "$built/briefbook" build --site "$site" --out "$folder/public-$run" >/dev/null
    "$gnu_time" -f '%e' -o "$folder/copied" cp -r "$folder/public-$run" "$folder/copy-$run"
    read -r wall user kernel peak <"$folder/build"
    read -r copy <"$folder/copied"
    awk -v run="$run" -v wall="$wall" -v user="$user" -v kernel="$kernel" \
        -v peak="$peak" -v copy="$copy" 'BEGIN {
            ratio = copy > 0 ? sprintf("%.2f", wall / copy) : "-"
            printf "%3d %8.2f %8.2f %8.0f %8.2f %8s\n",
                run, wall, user + kernel, peak / 1024, copy, ratio
        }'
done
echo "output: $(find "$folder/public-1" -type f | wc -l) files, $(du -sm "$folder/public-1" | cut -f1) MB"
