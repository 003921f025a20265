#!/usr/bin/env bash
# run.sh ROLEDEX [OUT]: everything in benches/README.md that is seen from outside, roledex beside its peers, in one run a size.
# Nothing else may run meanwhile; it takes about half an hour. setup.sh --peers comes first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
roledex=$(realpath "$1")
out=${2:-terminal-bench}
cache=${PTYBENCH_CACHE:-$HOME/.cache/ptybench}
export PTYBENCH_CACHE=$cache PTYBENCH_HOME=$cache/home
mkdir -p "$out"
for entries in 1000 10000 100000; do
  [ -d "$cache/packs/$entries" ] || (cd "$here/../.." && cargo run -q --release --example large_pack -- "$entries" "$cache/packs/$entries")
done
for size in 120x40 80x24; do
  for part in "" -keys -terminals; do
    run=$out/$size$part
    python3 "$here/spec.py" "$roledex" "$cache/packs" "$size" ${part:+-$part} >"$run-spec.json"
    "$cache/target/release/ptybench" "$run-spec.json" "$run.json"
    python3 "$here/report.py" "$run.json" >"$run.md"
  done
done
