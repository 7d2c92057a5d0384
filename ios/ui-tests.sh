#!/usr/bin/env bash
# Plays the scripts of tests/flows on a simulator, on a Mac.
#
#   ios/ui-tests.sh                                         # on an iPhone 16
#   ios/ui-tests.sh "platform=iOS Simulator,name=iPhone SE (3rd generation)"
#   ios/ui-tests.sh --pictures                              # the same, with a picture of each step, in ios/build/pictures
set -euo pipefail
cd "$(dirname "$0")/.."
scheme=Doorstep
if [ "${1:-}" = --pictures ]; then
  scheme=Screenshots
  shift
fi
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
results=ios/build/$scheme.xcresult
rm -rf "$results"
xcodebuild test -project ios/Doorstep.xcodeproj -scheme $scheme -resultBundlePath "$results" \
  -destination "${1:-platform=iOS Simulator,name=iPhone 16}"
if [ $scheme = Screenshots ]; then
  rm -rf ios/build/pictures
  xcrun xcresulttool export attachments --path "$results" --output-path ios/build/pictures
fi
