#!/bin/sh
# Makes the README's pictures from the program itself.
#
#   assets/pictures.sh            builds the program first
#   assets/pictures.sh PROGRAM    takes one that is built
set -eu
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
  cargo build --release --quiet
  set -- target/release/roledex
fi

while read -r name size theme place; do
  "$1" --no-profile --content content export "$place" --size "$size" --theme "$theme" -o "assets/$name.svg"
done <<'END'
explorer 120x36 dark            role:ml-engineer@after#does
project  110x30 dark            scenario:support-chatbot
stage    100x28 projector-light tour:who-is-an-ai-engineer/4@after
END
