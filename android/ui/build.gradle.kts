// The screens: pure Compose, no import of android.*.
plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "vn.doorstep.ui"
    compileSdk = 36
    defaultConfig {
        minSdk = 26
    }
    // Words, colours and icons: `cargo xtask strings`, `cargo xtask tokens`.
    sourceSets["main"].kotlin.directories += rootDir.resolve("../target/generated/kotlin").path
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    api(project(":library"))
    api(libs.compose.foundation)
    api(libs.compose.material3)
    api(libs.compose.ui)
}
