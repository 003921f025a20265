#!/usr/bin/env bash
# setup.sh [--peers]: the harness, the floors and made-up lists into $PTYBENCH_CACHE; with --peers, the programs to measure against.
# Needs cargo, gcc and python3; --peers takes some twenty minutes on two cores, and uses apt-get for fzf.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${PTYBENCH_CACHE:-$HOME/.cache/ptybench}
export CARGO_TARGET_DIR=$cache/target
mkdir -p "$cache/floors" "$cache/peers/bin" "$cache/home"
(cd "$here/ptybench" && cargo build --release --locked -q)
(cd "$here/floors/ratafloor" && cargo build --release --locked -q) && cp "$CARGO_TARGET_DIR/release/ratafloor" "$cache/floors/"
gcc -O2 -o "$cache/floors/rawfloor" "$here/floors/rawfloor.c"
[ -f "$cache/data/roles-100k.txt" ] || python3 "$here/gen_data.py" "$cache/data"
if [ "${1:-}" = --peers ]; then
  python3 -m pip install -q --target "$cache/peers/iterfzf" iterfzf # brings fzf 0.67
  for peer in "skim 5.9.0" "csvlens 0.15.1"; do
    # shellcheck disable=SC2086
    set -- $peer
    cargo install -q --locked --root "$cache/peers" "$1" --version "$2"
  done
fi
