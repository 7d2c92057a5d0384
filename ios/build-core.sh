#!/usr/bin/env bash
# Makes what the Xcode project needs beside its sources, on a Mac: the core as an XCFramework (devices, simulators, and the
# Mac itself for the package's tests), the generated facade, words and colours. Run it once after cloning, and after pulling.
#
#   ios/build-core.sh            # as shipped: small and optimised
#   ios/build-core.sh --debug    # quicker to build
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(uname)" = Darwin ] || { echo "build-core.sh: an XCFramework is made by Xcode, on a Mac" >&2; exit 1; }
command -v cargo >/dev/null || { echo "build-core.sh: install Rust first, with rustup" >&2; exit 1; }
xcodebuild -version >/dev/null || { echo "build-core.sh: install Xcode 16 or later" >&2; exit 1; }

profile=mobile
[ "${1:-}" != --debug ] || profile=debug
flag=()
[ $profile = debug ] || flag=(--profile mobile)

devices=(aarch64-apple-ios)
simulators=(aarch64-apple-ios-sim x86_64-apple-ios)
macs=(aarch64-apple-darwin x86_64-apple-darwin)
export IPHONEOS_DEPLOYMENT_TARGET=17.0 MACOSX_DEPLOYMENT_TARGET=14.0

rustup target add "${devices[@]}" "${simulators[@]}" "${macs[@]}"
for target in "${devices[@]}" "${simulators[@]}" "${macs[@]}"; do
  cargo rustc --package doorstep-bindings --lib --crate-type staticlib --target "$target" "${flag[@]}"
done

# The header, the facade in Swift, words and colours.
cargo xtask swift prepare

out=ios/build
rm -rf $out
headers=$out/headers
mkdir -p $headers/DoorstepFFI
cp ios/DoorstepKit/Sources/DoorstepFFI/DoorstepFFI.h $headers/DoorstepFFI/
# No `link`: the library is in the framework.
cat > $headers/DoorstepFFI/module.modulemap <<'END'
module DoorstepFFI {
    header "DoorstepFFI.h"
    export *
}
END

args=()
slice() { # NAME TARGET…: one library of all of its architectures
  local name=$1 libraries=()
  shift
  for target in "$@"; do libraries+=("target/$target/$profile/libdoorstep_bindings.a"); done
  mkdir -p "$out/$name"
  lipo -create "${libraries[@]}" -output "$out/$name/libdoorstep_bindings.a"
  args+=(-library "$out/$name/libdoorstep_bindings.a" -headers $headers)
}
slice ios "${devices[@]}"
slice simulator "${simulators[@]}"
slice mac "${macs[@]}"
xcodebuild -create-xcframework "${args[@]}" -output $out/DoorstepFFI.xcframework
echo "build-core.sh: now open ios/Doorstep.xcodeproj"
