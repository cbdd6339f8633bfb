//! Migrations are embedded: building again when one changes is all there is to do.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
