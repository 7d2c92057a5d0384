//! `cargo xtask android`: the library for phones, one an ABI, by the NDK where there is one. Where there is none nothing is
//! built and nothing passes: it says so.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::lay::MIN_SDK;
use crate::run::{Failure, cargo, root, run, works};

/// Rust's target, Android's name for the ABI, the NDK's name for its C compiler.
const ABIS: [(&str, &str, &str); 3] = [
    ("aarch64-linux-android", "arm64-v8a", "aarch64-linux-android"),
    ("armv7-linux-androideabi", "armeabi-v7a", "armv7a-linux-androideabi"),
    ("x86_64-linux-android", "x86_64", "x86_64-linux-android"),
];

/// A page of the largest size that phones have. Segments that are not aligned to it do not load there.
const LARGEST_PAGE: u64 = 16 << 10;

/// Builds the library for each ABI into `target/android/jniLibs`, and checks its alignment.
pub(crate) fn library() -> Result<(), Failure> {
    let Some(ndk) = ndk() else {
        return Err(Failure(
            "no NDK: set ANDROID_NDK_HOME to one (r28 or later). Nothing was built for phones; \
             `cargo xtask android test` needs none"
                .into(),
        ));
    };
    let compilers = compilers(&ndk)?;
    for (target, abi, clang) in ABIS {
        if !works("rustup", &["target", "add", target]) {
            return Err(Failure(format!("rustup target add {target}: failed")));
        }
        let variable = target.replace('-', "_");
        let clang = compilers.join(format!("{clang}{MIN_SDK}-clang"));
        let mut build = cargo(&["build", "--package", "doorstep-bindings", "--lib", "--profile", "mobile", "--target"]);
        build.arg(target);
        build.env(format!("CARGO_TARGET_{}_LINKER", variable.to_uppercase()), &clang);
        build.env(format!("CC_{variable}"), &clang).env(format!("AR_{variable}"), compilers.join("llvm-ar"));
        // r28 aligns so by itself; an older one is told.
        build.env(
            format!("CARGO_TARGET_{}_RUSTFLAGS", variable.to_uppercase()),
            format!("-Clink-arg=-Wl,-z,max-page-size={LARGEST_PAGE}"),
        );
        run(&mut build)?;
        let library = root().join("target").join(target).join("mobile/libdoorstep_bindings.so");
        check_alignment(&compilers.join("llvm-readelf"), &library)?;
        let folder = root().join("target/android/jniLibs").join(abi);
        let out = folder.join("libdoorstep_bindings.so");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::copy(&library, &out))
            .map_err(|error| Failure(format!("{}: {error}", out.display())))?;
        eprintln!("· {}", out.display());
    }
    Ok(())
}

/// The library as phones carry it, built for this machine.
pub(crate) fn library_for_desktop() -> Result<PathBuf, Failure> {
    run(&mut cargo(&["build", "--package", "doorstep-bindings", "--lib", "--profile", "mobile"]))?;
    let name = format!("{}doorstep_bindings{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    Ok(root().join("target/mobile").join(name))
}

/// The NDK, where the usual variables or the SDK's folder say it is.
fn ndk() -> Option<PathBuf> {
    let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT", "NDK_HOME"].iter().find_map(env::var_os);
    let newest = || {
        let sdk = env::var_os("ANDROID_HOME").or_else(|| env::var_os("ANDROID_SDK_ROOT"))?;
        let mut found: Vec<_> = fs::read_dir(Path::new(&sdk).join("ndk")).ok()?.flatten().map(|e| e.path()).collect();
        found.sort();
        found.pop().map(PathBuf::into_os_string)
    };
    named.or_else(newest).map(|path: OsString| PathBuf::from(path)).filter(|path| path.is_dir())
}

fn compilers(ndk: &Path) -> Result<PathBuf, Failure> {
    let host = match env::consts::OS {
        "macos" => "darwin-x86_64",
        "windows" => "windows-x86_64",
        _ => "linux-x86_64",
    };
    let folder = ndk.join("toolchains/llvm/prebuilt").join(host).join("bin");
    if folder.is_dir() { Ok(folder) } else { Err(Failure(format!("{}: is this an NDK?", folder.display()))) }
}

fn check_alignment(readelf: &Path, library: &Path) -> Result<(), Failure> {
    let output = Command::new(readelf)
        .args(["-lW"])
        .arg(library)
        .output()
        .map_err(|error| Failure(format!("{}: {error}", readelf.display())))?;
    let misaligned = misaligned(&String::from_utf8_lossy(&output.stdout))
        .ok_or_else(|| Failure(format!("{}: no segments", library.display())))?;
    if misaligned.is_empty() {
        return Ok(());
    }
    Err(Failure(format!("{}: segments aligned to {}, not to 16 KiB", library.display(), misaligned.join(", "))))
}

/// Alignments below the largest page, of the segments that are loaded; none where no segment is.
fn misaligned(segments: &str) -> Option<Vec<String>> {
    let loaded: Vec<&str> = segments
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("LOAD"))
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    if loaded.is_empty() {
        return None;
    }
    let small =
        |align: &&&str| u64::from_str_radix(align.trim_start_matches("0x"), 16).is_ok_and(|align| align < LARGEST_PAGE);
    Some(loaded.iter().filter(small).map(|align| (*align).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEGMENTS: &str = "
  Type  Offset   VirtAddr           PhysAddr           FileSiz  MemSiz   Flg Align
  PHDR  0x000040 0x0000000000000040 0x0000000000000040 0x0001f8 0x0001f8 R   0x8
  LOAD  0x000000 0x0000000000000000 0x0000000000000000 0x00f000 0x00f000 R   0x4000
  LOAD  0x010000 0x0000000000014000 0x0000000000014000 0x10f000 0x10f000 R E 0x1000
";

    #[test]
    fn a_segment_for_small_pages_is_found() {
        assert_eq!(misaligned(SEGMENTS), Some(vec!["0x1000".to_owned()]));
        assert_eq!(misaligned(&SEGMENTS.replace("0x1000\n", "0x4000\n")), Some(Vec::new()));
        // What is no list of segments proves nothing.
        assert_eq!(misaligned("error"), None);
    }
}
