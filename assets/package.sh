#!/usr/bin/env bash
# Makes what a release ships for one kind of machine, in target/dist: an archive of the static program, which runs on any Linux; a
# Debian package, whose program uses the system's C library, since a server takes two fifths less of the processor with it than with
# musl; the licences of what they contain; and the handouts.
#
#   assets/package.sh [TARGET]
#
# TARGET is the static one: this machine's own with musl. Needs `rustup target add TARGET`, musl-gcc (Debian's musl-tools),
# cargo-deb and cargo-about, and valgrind and Python where Rust brings its own linker. The package runs on this Debian and later
# ones.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:-$(uname -m)-unknown-linux-musl}
parts=target/parts
dist=target/dist
rm -rf "$parts" "$dist"
mkdir -p "$parts" "$dist"

# What stands first in the program is listed anew, for the list is out of date within a day of work. Elsewhere than here Rust has
# no linker of its own yet, and the list does no harm.
if [ "$(uname -m)" = x86_64 ]; then assets/start.py; fi

export "CC_${target//-/_}=musl-gcc" # for what is written in C
cargo build --locked --release
cargo build --locked --release --target "$target"
built=${CARGO_TARGET_DIR:-target}/$target/release
roledex() { "$built/roledex" --no-profile "$@"; }

roledex man > "$parts/roledex.1"
roledex completions bash > "$parts/roledex.bash"
roledex completions zsh > "$parts/_roledex"
roledex completions fish > "$parts/roledex.fish"
cargo about generate --locked --fail --output-file "$parts/THIRD-PARTY-LICENSES.md" about.hbs

cargo deb --locked --no-build --output "$dist"
name=roledex-$(roledex --version | cut -d ' ' -f 2)-$target
mkdir "$parts/$name"
cp "$built/roledex" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE assets/roledex.service \
  "$parts"/{roledex.1,roledex.bash,_roledex,roledex.fish,THIRD-PARTY-LICENSES.md} "$parts/$name"
tar --create --gzip --file "$dist/$name.tar.gz" --directory "$parts" --owner=0 --group=0 --numeric-owner "$name"

cp "$parts/THIRD-PARTY-LICENSES.md" "$dist"
for tour in content/tours/*.toml; do
  tour=$(basename "$tour" .toml)
  roledex export "tour:$tour" -o "$dist/$tour.html"
done
