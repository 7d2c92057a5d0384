// swift-tools-version: 6.0
import PackageDescription

// The core is an XCFramework on Apple platforms and a shared library on Linux, where CI runs the tests.
// Everything above the FFI module is the same source.
#if os(Linux)
    let libraryFolder = Context.environment["DOORSTEP_LIB_DIR"] ?? "\(Context.packageDirectory)/../../target/debug"
    let ffi = Target.systemLibrary(name: "DoorstepFFI")
    // --allow-shlib-undefined: Observation's macro needs it with Debian's 6.0.3 (swiftlang/swift#75670).
    let linkCore: [LinkerSetting] = [
        .unsafeFlags([
            "-L\(libraryFolder)", "-Xlinker", "-rpath", "-Xlinker", libraryFolder,
            "-Xlinker", "--allow-shlib-undefined",
        ])
    ]
#else
    let ffi = Target.binaryTarget(name: "DoorstepFFI", path: "../build/DoorstepFFI.xcframework")
    let linkCore: [LinkerSetting] = []
#endif

let swift6: [SwiftSetting] = [.swiftLanguageMode(.v6)]
let strict: [SwiftSetting] = swift6 + [.enableUpcomingFeature("ExistentialAny")]

// On Linux a stand-in named SwiftUI type-checks the screens and lets tests read and operate them.
#if os(Linux)
    let screenDependencies: [Target.Dependency] = ["DoorstepKit", "SwiftUI"]
    let onLinux: [Target] = [
        .target(name: "SwiftUI", path: "LinuxSupport/SwiftUI", swiftSettings: swift6),
        .testTarget(name: "StandInTests", dependencies: ["SwiftUI"], swiftSettings: strict),
        .testTarget(
            name: "DoorstepUITests", dependencies: ["DoorstepUI", "DoorstepTesting", "SwiftUI"], swiftSettings: strict),
        // The scripts of tests/flows; a life that ends by SIGKILL needs a process of its own.
        .target(
            name: "FlowPlayer", dependencies: ["DoorstepUI", "DoorstepTesting", "SwiftUI"], path: "Tests/FlowPlayer",
            swiftSettings: strict),
        .executableTarget(
            name: "FlowLife", dependencies: ["FlowPlayer"], path: "Tests/FlowLife", swiftSettings: strict),
        // The project file and the app's lists, which no Xcode reads here.
        .testTarget(name: "ProjectTests", dependencies: ["DoorstepTesting"], swiftSettings: strict),
        .testTarget(name: "FlowTests", dependencies: ["FlowPlayer", "FlowLife"], swiftSettings: strict),
    ]
#else
    let screenDependencies: [Target.Dependency] = ["DoorstepKit"]
    let onLinux: [Target] = []
#endif

let package = Package(
    name: "DoorstepKit",
    defaultLocalization: "vi",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "DoorstepKit", targets: ["DoorstepKit"]),
        .library(name: "DoorstepUI", targets: ["DoorstepUI"]),
    ],
    targets: [
        // The C header of the core.
        ffi,
        // What UniFFI generates of the core's facade. Nothing in it is written by hand, or committed.
        .target(name: "DoorstepCore", dependencies: ["DoorstepFFI"], swiftSettings: swift6, linkerSettings: linkCore),
        // The hand-written face over it, of use to any app. `import DoorstepKit` brings both.
        .target(name: "DoorstepKit", dependencies: ["DoorstepCore"], swiftSettings: strict),
        // The screens.
        .target(name: "DoorstepUI", dependencies: screenDependencies, swiftSettings: strict),
        // What tests share: the hub and its ward, a phone's hardware, other programs.
        .target(
            name: "DoorstepTesting", dependencies: ["DoorstepKit"], path: "Tests/DoorstepTesting", swiftSettings: strict
        ),
        // What a person waits for: `cargo xtask swift bench`.
        .executableTarget(
            name: "DoorstepBench", dependencies: ["DoorstepKit", "DoorstepTesting"], path: "Tests/DoorstepBench",
            swiftSettings: strict),
        .testTarget(
            name: "DoorstepKitTests", dependencies: ["DoorstepKit", "DoorstepTesting"], swiftSettings: strict),
    ] + onLinux
)
