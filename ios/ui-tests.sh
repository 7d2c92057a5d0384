#!/usr/bin/env bash
# Plays the scripts of tests/flows on a simulator, on a Mac: ios/ui-tests.sh ["platform=iOS Simulator,name=iPhone 16"]
# Pictures of the steps lie in the result bundle that xcodebuild names.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(uname)" = Darwin ] || { echo "ui-tests.sh: a simulator runs on a Mac" >&2; exit 1; }

cargo build --package doorstep-world
folder=$(mktemp -d)
mkfifo "$folder/pipe"
# A new world for each connection: its lines go through one port.
(while true; do
  nc -l 127.0.0.1 7717 < "$folder/pipe" | target/debug/doorstep-world > "$folder/pipe" || true
done) &
world=$!
trap 'kill $world; rm -rf "$folder"' EXIT
xcodebuild test -project ios/Doorstep.xcodeproj -scheme Doorstep \
  -destination "${1:-platform=iOS Simulator,name=iPhone 16}"
