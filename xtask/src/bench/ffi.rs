//! `cargo xtask bench ffi`: what a person waits for, through Kotlin, with the library as phones carry it.

use std::fs;

use crate::{
    android::{library_for_desktop, maven, prepare},
    run::{Failure, cargo, root, run},
    setup,
};

/// Fills a phone's file with 10,000 homes (`--small`: 100), and asks the facade from Kotlin. The last line is JSON.
pub(crate) fn bench(args: &[String]) -> Result<(), Failure> {
    setup::to_build_android()?;
    let homes = if args.iter().any(|arg| arg == "--small") { "100" } else { "10000" };
    prepare()?;
    let library = library_for_desktop()?;
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let file = folder.join("ffi.db");
    // A file of an earlier run has visits of that run.
    for name in ["ffi.db", "ffi.db-wal", "ffi.db-shm", "ffi.db.outbox"] {
        let _ = fs::remove_file(folder.join(name));
    }
    run(cargo(&["run", "--package", "doorstep-bench", "--", "filled"]).arg(&file).arg(homes))?;
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
