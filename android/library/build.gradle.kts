// The facade in Kotlin, with the library for phones inside: of use to any app.
plugins {
    alias(libs.plugins.android.library)
}

// What cargo made: run `cargo xtask bindings kotlin` and `cargo xtask android` first.
val made = rootDir.resolve("../target")

android {
    namespace = "vn.doorstep"
    compileSdk = 36
    defaultConfig {
        minSdk = 26
        consumerProguardFiles("consumer-rules.pro")
    }
    sourceSets["main"].kotlin.directories += made.resolve("generated/bindings/kotlin").path
    sourceSets["main"].jniLibs.directories += made.resolve("android/jniLibs").path
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    api(libs.coroutines)
    // The AAR has JNA's own library for each ABI.
    api(libs.jna) { artifact { type = "aar" } }
}
