//! `cargo xtask bench ffi`: what a person waits for, through Kotlin, with the library as phones carry it.

use super::filled;
use crate::{
    android::{library_for_desktop, maven, prepare},
    run::{Failure, run},
    setup,
};

/// Fills a phone's file with 10,000 homes (`--small`: 100), and asks the facade from Kotlin. The last line is JSON.
pub(crate) fn bench(args: &[String]) -> Result<(), Failure> {
    setup::to_build_android()?;
    prepare()?;
    let library = library_for_desktop()?;
    let file = filled("ffi", args)?;
    run(maven()
        .args([
            "--quiet",
            "-pl",
            "library",
            "test-compile",
            "org.codehaus.mojo:exec-maven-plugin:3.5.1:exec",
            "-Dexec.executable=java",
            "-Dexec.classpathScope=test",
        ])
        .arg(format!(
            "-Dexec.args=-Djna.nosys=true -Djna.library.path={} -cp %classpath vn.doorstep.bench.FfiKt {}",
            library.parent().unwrap_or(&library).display(),
            file.display()
        )))
}
