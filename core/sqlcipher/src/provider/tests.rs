//! Published vectors, through the very functions that SQLCipher calls; and what they do with arguments that make no
//! sense. They need neither SQLite nor a file (but for the last, which says so), so Miri can be let at them.

use std::ffi::{CStr, c_int, c_uchar};
use std::mem::{MaybeUninit, offset_of};
use std::ptr::{null, null_mut};

use super::*;

fn table() -> Table {
    let mut table = MaybeUninit::uninit();
    // SAFETY: room for one table, aligned, our own.
    assert_eq!(unsafe { doorstep_sqlcipher_provider(table.as_mut_ptr()) }, DONE);
    // SAFETY: filled by the call above, as it said.
    unsafe { table.assume_init() }
}

fn hex(digits: &str) -> Vec<u8> {
    let digits: String = digits.split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn hmac(algorithm: c_int, key: &[u8], first: &[u8], second: &[u8]) -> (c_int, Vec<u8>) {
    let mut code = vec![0; 64];
    let (k, a, b) = (key.len() as c_int, first.len() as c_int, second.len() as c_int);
    let (key, first, second) = (key.as_ptr(), first.as_ptr(), second.as_ptr());
    // SAFETY: pointers and lengths of slices, and room for the longest code.
    let answer = unsafe { (table().hmac)(null_mut(), algorithm, key, k, first, a, second, b, code.as_mut_ptr()) };
    code.truncate(usize::try_from(code_bytes(algorithm)).unwrap());
    (answer, code)
}

fn kdf(algorithm: c_int, password: &[u8], salt: &[u8], rounds: c_int, length: c_int) -> (c_int, Vec<u8>) {
    let mut key = vec![0; usize::try_from(length).unwrap_or(0)];
    let (p, s) = (password.len() as c_int, salt.len() as c_int);
    let (password, salt) = (password.as_ptr(), salt.as_ptr());
    // SAFETY: pointers and lengths of slices, and room for `length`.
    let answer =
        unsafe { (table().kdf)(null_mut(), algorithm, password, p, salt, s, rounds, length, key.as_mut_ptr()) };
    (answer, key)
}

fn cipher(mode: c_int, key: &[u8], iv: &[u8; 16], data: &[u8]) -> (c_int, Vec<u8>) {
    let mut out = vec![0; data.len()];
    let (k, n) = (key.len() as c_int, data.len() as c_int);
    // SAFETY: pointers and lengths of slices that do not overlap.
    let answer =
        unsafe { (table().cipher)(null_mut(), mode, key.as_ptr(), k, iv.as_ptr(), data.as_ptr(), n, out.as_mut_ptr()) };
    (answer, out)
}

/// NIST SP 800-38A, F.2.5 and F.2.6.
struct Nist {
    key: Vec<u8>,
    iv: [u8; 16],
    plain: Vec<u8>,
    hidden: Vec<u8>,
}

fn nist() -> Nist {
    Nist {
        key: hex("603deb1015ca71be2b73aef0857d7781 1f352c073b6108d72d9810a30914dff4"),
        iv: std::array::from_fn(|at| at as u8),
        plain: hex("6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
                    30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710"),
        hidden: hex("f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d
                     39f23369a9d9bacfa530e26304231461 b2eb05e2c39be9fcda6c19078c6a9d1b"),
    }
}

#[test]
fn aes_256_cbc_as_nist_has_it() {
    let Nist { key, iv, plain, hidden } = nist();
    assert_eq!(cipher(1, &key, &iv, &plain), (DONE, hidden.clone()));
    assert_eq!(cipher(0, &key, &iv, &hidden), (DONE, plain));
}

#[test]
fn a_buffer_may_be_input_and_output() {
    let Nist { key, iv, plain, hidden } = nist();
    for shift in [0, 16, 24] {
        let mut buffer = [plain.clone(), vec![0; shift]].concat();
        let start = buffer.as_mut_ptr();
        // SAFETY: the buffer has room for the data `shift` bytes further on.
        let out = unsafe { start.add(shift) };
        // SAFETY: both lie in the buffer; key and vector outside.
        let answer = unsafe { (table().cipher)(null_mut(), 1, key.as_ptr(), 32, iv.as_ptr(), start, 64, out) };
        assert_eq!((answer, &buffer[shift..]), (DONE, hidden.as_slice()), "shifted by {shift}");
    }
}

#[test]
fn hmac_as_rfc_2202_and_4231_have_it() {
    let say = b"what do ya want for nothing?";
    let long = b"Test Using Larger Than Block-Size Key - Hash Key First";
    let vectors: [(c_int, Vec<u8>, &[u8], &str); 6] = [
        (0, b"Jefe".into(), say, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        (0, vec![0xaa; 80], long, "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
        (1, b"Jefe".into(), say, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (1, vec![0xaa; 131], long, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        (
            2,
            b"Jefe".into(),
            say,
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd
             caeab1a34d4a6b4b636e070a38bce737",
        ),
        (
            2,
            vec![0xaa; 131],
            long,
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e52
             95e64f73f63f0aec8b915a985d786598",
        ),
    ];
    for (algorithm, key, data, expected) in vectors {
        for cut in [0, 7, data.len()] {
            let (first, second) = data.split_at(cut);
            assert_eq!(hmac(algorithm, &key, first, second), (DONE, hex(expected)), "{algorithm}, cut at {cut}");
        }
    }
}

#[test]
fn pbkdf2_as_rfc_6070_has_it_and_as_openssl_computes_it() {
    let vectors: [(c_int, c_int, &str); 6] = [
        (0, 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
        (0, 4096, "4b007901b765489abead49d926f721d065a429c1"),
        (1, 2, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
        (1, 4096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
        (
            2,
            2,
            "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53c
             f76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e",
        ),
        (
            2,
            4096,
            "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5
             143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5",
        ),
    ];
    for (algorithm, rounds, expected) in vectors {
        let expected = hex(expected);
        assert_eq!(kdf(algorithm, b"password", b"salt", rounds, expected.len() as c_int), (DONE, expected));
    }
    // More than one block of the hash, and a length that is none.
    let (password, salt) = (b"passwordPASSWORDpassword", b"saltSALTsaltSALTsaltSALTsaltSALTsalt");
    let expected = hex("3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
    assert_eq!(kdf(0, password, salt, 4096, 25), (DONE, expected));
}

#[test]
fn a_key_may_be_derived_over_its_password() {
    let mut buffer = [*b"password", [0; 8], [0; 8], [0; 8]].concat();
    let start = buffer.as_mut_ptr();
    // SAFETY: the first 8 bytes are read and all 32 written.
    let answer = unsafe { (table().kdf)(null_mut(), 1, start, 8, b"salt".as_ptr(), 4, 2, 32, start) };
    let expected = hex("ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43");
    assert_eq!((answer, buffer), (DONE, expected));
}

#[test]
fn random_bytes_differ_and_fill_all_the_room() {
    let draw = || {
        let mut room = [0_u8; 64];
        // SAFETY: room for 64 bytes.
        assert_eq!(unsafe { (table().random)(null_mut(), room.as_mut_ptr().cast(), 64) }, DONE);
        room
    };
    let (one, two) = (draw(), draw());
    assert_ne!(one, two);
    assert!(one.chunks(16).all(|part| part != [0; 16]));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let Nist { key, iv, plain, .. } = nist();
    assert_eq!(cipher(2, &key, &iv, &plain).0, FAILED, "a third direction");
    assert_eq!(cipher(1, &key[..16], &iv, &plain).0, FAILED, "half a key");
    assert_eq!(cipher(1, &key, &iv, &plain[..20]).0, FAILED, "a part of a block");
    assert_eq!(cipher(1, &key, &iv, &[]).0, DONE, "nothing to do");
    assert_eq!(hmac_answer(3, plain.as_ptr(), 64), FAILED, "no such hash");
    assert_eq!(hmac_answer(1, null(), 64), FAILED, "null for 64 bytes");
    assert_eq!(hmac_answer(1, null(), 0), DONE, "null for none");
    assert_eq!(hmac_answer(1, plain.as_ptr(), -1), FAILED, "a negative length");
    assert_eq!(kdf(1, b"password", b"salt", 0, 32).0, FAILED, "no rounds");
    assert_eq!(kdf(1, b"password", b"salt", -1, 32).0, FAILED, "negative rounds");
    assert_eq!(kdf(3, b"password", b"salt", 1, 32).0, FAILED, "no such hash");
    assert_eq!(kdf(1, b"password", b"salt", 1, 65).0, FAILED, "longer than any key");
    assert_eq!(kdf(1, b"password", b"salt", 1, -1).0, FAILED, "a negative length");
    // SAFETY: null is among what the functions allow.
    assert_eq!(unsafe { (table().random)(null_mut(), null_mut(), 1) }, FAILED);
    // SAFETY: as above.
    assert_eq!(unsafe { (table().cipher)(null_mut(), 1, null(), 32, null(), null(), 16, null_mut()) }, FAILED);
    // SAFETY: as above.
    assert_eq!(unsafe { doorstep_sqlcipher_provider(null_mut()) }, FAILED);
}

fn hmac_answer(algorithm: c_int, data: *const c_uchar, length: c_int) -> c_int {
    let mut code = [0; 64];
    let key = [7; 32];
    // SAFETY: the key is a slice and there is room for the longest code; `data` is null, or good for 64 bytes.
    unsafe { (table().hmac)(null_mut(), algorithm, key.as_ptr(), 32, data, length, null(), 0, code.as_mut_ptr()) }
}

#[test]
fn says_what_it_is() {
    let table = table();
    let text = |ask: unsafe extern "C" fn(Context) -> *const c_char| {
        // SAFETY: these look at no context.
        let answer = unsafe { ask(null_mut()) };
        // SAFETY: their answers are constants that end in zero.
        unsafe { CStr::from_ptr(answer) }
    };
    assert_eq!(text(table.get_provider_name), c"rustcrypto");
    assert_eq!(text(table.get_provider_version).to_bytes(), env!("CARGO_PKG_VERSION").as_bytes());
    assert_eq!(text(table.get_cipher), c"aes-256-cbc");
    let sizes = [table.get_key_sz, table.get_iv_sz, table.get_block_sz];
    // SAFETY: these look at no context.
    assert_eq!(sizes.map(|ask| unsafe { ask(null_mut()) }), [32, 16, 16]);
    assert_eq!([0, 1, 2, 3].map(code_bytes), [20, 32, 64, 0]);
}

fn code_bytes(algorithm: c_int) -> c_int {
    // SAFETY: looks at no context.
    unsafe { (table().get_hmac_sz)(null_mut(), algorithm) }
}

/// The declaration that `Table` mirrors, with its white space squeezed. When SQLCipher changes it, this test fails:
/// change `Table` first, then this.
const DECLARED: &str = "struct sqlcipher_provider { int (*init)(void); void (*shutdown)(void); \
    const char* (*get_provider_name)(void *ctx); int (*add_random)(void *ctx, const void *buffer, int length); \
    int (*random)(void *ctx, void *buffer, int length); int (*hmac)(void *ctx, int algorithm, \
    const unsigned char *hmac_key, int key_sz, const unsigned char *in, int in_sz, const unsigned char *in2, \
    int in2_sz, unsigned char *out); int (*kdf)(void *ctx, int algorithm, const unsigned char *pass, int pass_sz, \
    const unsigned char* salt, int salt_sz, int workfactor, int key_sz, unsigned char *key); \
    int (*cipher)(void *ctx, int mode, const unsigned char *key, int key_sz, const unsigned char *iv, \
    const unsigned char *in, int in_sz, unsigned char *out); const char* (*get_cipher)(void *ctx); \
    int (*get_key_sz)(void *ctx); int (*get_iv_sz)(void *ctx); int (*get_block_sz)(void *ctx); \
    int (*get_hmac_sz)(void *ctx, int algorithm); int (*ctx_init)(void **ctx); int (*ctx_free)(void **ctx); \
    int (*fips_status)(void *ctx); const char* (*get_provider_version)(void *ctx); sqlcipher_provider *next; };";

#[test]
#[cfg_attr(miri, ignore = "reads a file")]
fn the_table_is_the_one_that_sqlcipher_declares() {
    let source = std::fs::read(sqlcipher_src::source_dir().join(sqlcipher_src::SOURCE_FILE)).unwrap();
    let source = String::from_utf8_lossy(&source);
    let start = source.find("struct sqlcipher_provider {").unwrap();
    let end = start + source[start..].find("};").unwrap() + 2;
    let found: Vec<&str> = source[start..end].split_whitespace().collect();
    assert_eq!(found.join(" "), DECLARED);
    let offsets = [
        offset_of!(Table, init),
        offset_of!(Table, shutdown),
        offset_of!(Table, get_provider_name),
        offset_of!(Table, add_random),
        offset_of!(Table, random),
        offset_of!(Table, hmac),
        offset_of!(Table, kdf),
        offset_of!(Table, cipher),
        offset_of!(Table, get_cipher),
        offset_of!(Table, get_key_sz),
        offset_of!(Table, get_iv_sz),
        offset_of!(Table, get_block_sz),
        offset_of!(Table, get_hmac_sz),
        offset_of!(Table, ctx_init),
        offset_of!(Table, ctx_free),
        offset_of!(Table, fips_status),
        offset_of!(Table, get_provider_version),
        offset_of!(Table, next),
    ];
    for (at, offset) in offsets.into_iter().enumerate() {
        assert_eq!(offset, at * size_of::<usize>(), "field {at}");
    }
    assert_eq!(size_of::<Table>(), offsets.len() * size_of::<usize>());
}
