//! UniFFI's generator, of the same version as the library: `uniffi-bindgen generate LIBRARY --language kotlin`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
