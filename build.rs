//! Puts what runs when the program starts into one place of it, so that a start reads and maps little else.

use std::env::{var, var_os};

fn main() {
    println!("cargo::rerun-if-changed=assets/start.ld");
    let is = |name: &str, value: &str| var(name).is_ok_and(|found| found == value);
    // One that somebody chose may not know such scripts.
    let has_own_linker = var_os("RUSTC_LINKER").is_some()
        || var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && !has_own_linker {
        // Cargo tells every build script where the package is.
        let package = var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo::rustc-link-arg-bin=roledex=-T{package}/assets/start.ld");
    }
}
