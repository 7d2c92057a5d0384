//! What a machine needs beyond git, curl and a Rust toolchain, and how it gets it.

use std::process::Command;

use crate::{
    run::{Failure, run, works},
    swift,
};

/// Something that a command needs.
struct Need {
    /// What it is for.
    why: &'static str,
    /// How to see that it is there.
    program: &'static str,
    args: &'static [&'static str],
    /// The Debian packages that bring it.
    packages: &'static [&'static str],
}

const COMPILER: Need = Need {
    why: "a C compiler, for SQLite, zstd and ring",
    program: "cc",
    args: &["--version"],
    packages: &["gcc", "libc6-dev"],
};
const PYTHON: Need = Need {
    why: "Python with venv, for the exchange of files with another build of SQLCipher and for the import scorer",
    program: "python3",
    args: &["-c", "import venv, ensurepip"],
    packages: &["python3", "python3-venv"],
};
const JDK: Need = Need {
    why: "a JDK 17, for the Android app's library and screens",
    program: "javac",
    args: &["-version"],
    packages: &["openjdk-17-jdk"],
};
const MAVEN: Need = Need {
    why: "Maven, which builds them without an Android SDK",
    program: "mvn",
    args: &["--version"],
    packages: &["maven"],
};
/// Skia, which draws the screens, links these even without a display.
const DRAWING: Need = Need {
    why: "the libraries that drawing the screens links",
    program: "sh",
    args: &["-c", "ldconfig -p | grep -q libGL.so.1 && ldconfig -p | grep -q libfontconfig.so.1"],
    packages: &["libgl1", "libfontconfig1"],
};

/// Android's resources; an APK.
const RESOURCES: Need = Need {
    why: "aapt2, which compiles the Android app's resources",
    program: "aapt2",
    args: &["version"],
    packages: &["aapt"],
};
const ZIPALIGN: Need = Need {
    why: "zipalign, for packing the Android app",
    program: "sh",
    args: &["-c", "command -v zipalign"],
    packages: &["zipalign"],
};
const APKSIGNER: Need = Need {
    why: "apksigner, for packing the Android app",
    program: "apksigner",
    args: &["--version"],
    packages: &["apksigner"],
};

const DEXDUMP: Need = Need {
    why: "dexdump, which shows what is left of the Android app's classes",
    program: "sh",
    args: &["-c", "command -v dexdump"],
    packages: &["dexdump"],
};

/// What building and running needs.
pub(crate) fn to_run() -> Result<(), Failure> {
    ensure(&[COMPILER])
}

/// What the tests need besides.
pub(crate) fn to_test() -> Result<(), Failure> {
    ensure(&[COMPILER, PYTHON])?;
    for (component, program) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !works("cargo", &[program, "--version"]) {
            eprintln!("setup: adding the toolchain's {component}");
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// What the Android app needs.
pub(crate) fn to_build_android() -> Result<(), Failure> {
    ensure(&[COMPILER, JDK, MAVEN, DRAWING, RESOURCES])
}

/// What packing it needs besides.
pub(crate) fn to_pack_android() -> Result<(), Failure> {
    to_build_android()?;
    ensure(&[ZIPALIGN, APKSIGNER, DEXDUMP])
}

/// `cargo xtask setup`.
pub(crate) fn command(_: &[String]) -> Result<(), Failure> {
    to_test()?;
    to_pack_android()?;
    swift::install()?;
    eprintln!("setup: nothing is missing");
    Ok(())
}

fn ensure(needs: &[Need]) -> Result<(), Failure> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !works(need.program, need.args)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if !works("apt-get", &["--version"]) {
        let names: Vec<&str> = missing.iter().map(|need| need.why).collect();
        return Err(Failure(format!("this machine lacks {}; install it and try again", names.join("; and "))));
    }
    for need in &missing {
        eprintln!("setup: installing {} for {}", need.packages.join(", "), need.why);
    }
    run(&mut apt(&["update"]))?;
    run(apt(&["install", "-y", "--no-install-recommends"]).args(packages))
}

/// apt-get, as root or through sudo, waiting for its lock and asking nothing.
fn apt(args: &[&str]) -> Command {
    let mut command = if works("id", &["-u"]) && is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("apt-get");
        sudo
    };
    command.args(["-o", "DPkg::Lock::Timeout=300", "-q"]).args(args).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
