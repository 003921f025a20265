#!/usr/bin/env bash
# run.sh ROLEDEX [OUT]: everything in benches/README.md that is seen from outside, roledex beside its peers, in one run a size.
# Nothing else may run meanwhile; it takes about a quarter of an hour. setup.sh --peers comes first.
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
  python3 "$here/spec.py" "$roledex" "$cache/packs" "$size" >"$out/$size-spec.json"
  "$cache/target/release/ptybench" "$out/$size-spec.json" "$out/$size.json"
  python3 "$here/report.py" "$out/$size.json" >"$out/$size.md"
  python3 "$here/spec.py" "$roledex" "$cache/packs" "$size" --terminals >"$out/$size-terminals-spec.json"
  "$cache/target/release/ptybench" "$out/$size-terminals-spec.json" "$out/$size-terminals.json"
  python3 "$here/report.py" "$out/$size-terminals.json" >"$out/$size-terminals.md"
done
