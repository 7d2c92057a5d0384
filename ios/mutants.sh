#!/usr/bin/env bash
# Plants the mistakes of mutants.list one at a time into a copy of the package, and tells which tests notice.
#
#   ios/mutants.sh            # all; fails when one is not caught, else writes the table into docs/ios.md
#   ios/mutants.sh 3 17       # these, by their number; the table goes to target/mutants/table.md alone
#
# A mistake is caught by the compiler, by the quick tests, or by a flow. Run `cargo xtask swift prepare` first. About a minute
# and a half a mistake on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
repo=$PWD
build=${CARGO_TARGET_DIR:-$repo/target}
copy=$build/mutants
wrapper=$(ios/swift-root.sh | tail -n1)
export SWIFTW_BIND=$build:$repo DOORSTEP_LIB_DIR=$build/debug

# The tests find the clone by their own path: a copy of what is changed, links to all else.
# What is committed: somebody may be at work in the tree.
mkdir -p "$copy/clone"
rm -rf "$copy/clone/ios"
git archive HEAD ios | tar -x -C "$copy/clone"
sources=DoorstepKit/Sources
for generated in $sources/DoorstepFFI/DoorstepFFI.h $sources/DoorstepCore $sources/DoorstepUI/Generated \
  App/Assets.xcassets App/InfoPlist.xcstrings Generated; do
  cp -a "ios/$generated" "$copy/clone/ios/$generated"
done
for part in strings design data docs screens.toml tests android target; do ln -sfn "$repo/$part" "$copy/clone/$part"; done

swift_test() { # FILTER: tests that match. Ended at the first that fails, and where a screen never comes to rest.
  : >"$copy/log"
  (cd "$copy/clone/ios/DoorstepKit" &&
    exec setsid timeout 420 "$wrapper" test --scratch-path "$copy/swift" --filter "$1" >"$copy/log" 2>&1) &
  local running=$!
  while kill -0 $running 2>/dev/null; do
    if grep -qE 'recorded an issue|^(/|error: ).*error: |: error: ' "$copy/log"; then
      sleep 0.2
      kill -- -$running 2>/dev/null || true
      wait $running 2>/dev/null || true
      return 1
    fi
    sleep 0.3
  done
  wait $running
}
QUICK='DoorstepKitTests|DoorstepUITests|ProjectTests|StandInTests'

first_failure() {
  grep -oE "Test [A-Za-z0-9_]+\([^)]*\) (recorded|failed)|error: [^\"]{1,80}" "$copy/log" | head -n1 |
    sed -E 's/^Test ([A-Za-z0-9_]+).*/\1/' || true
}

# A line of the list: what it is, the file, what stands there, what is planted.
parts() { IFS=$'\t' read -r what file from to < <(perl -pe 's/(?<!\\) \| /\t/g; s/\\\|/|/g; s/(?<!\\) \|$/\t/' <<<"$1"); }
plant() { # PATH FROM TO: the first place is changed; fails where there is none
  FROM=$2 TO=$3 perl -0777 -i -pe \
    'BEGIN { ($f, $t) = @ENV{qw(FROM TO)}; s/\\n/\n/g for $f, $t; } $n = s/\Q$f\E/$t/; END { exit !$n }' "$1"
}
mistakes() { grep -vE '^(#|$)' "$repo/ios/mutants.list"; }

# The list follows the sources: looked at before anything is built.
while IFS= read -r line; do
  parts "$line"
  cp -p "$copy/clone/ios/$file" "$copy/kept"
  plant "$copy/kept" "$from" "${to:-}" || { echo "mutants.sh: \"$from\" is not in $file"; exit 1; }
done < <(mistakes)

echo "· the copy as it is"
swift_test "$QUICK" || { tail -n 30 "$copy/log"; echo "mutants.sh: the tests fail without a mistake"; exit 1; }

table=$copy/table.md
printf '| # | Mistake | Caught by |\n|---|---|---|\n' >"$table"
number=0 missed=0
while IFS= read -r line; do
  number=$((number + 1))
  [ $# = 0 ] || [[ " $* " == *" $number "* ]] || continue
  parts "$line"
  path=$copy/clone/ios/$file
  cp -p "$path" "$copy/kept"
  plant "$path" "$from" "${to:-}"
  if ! swift_test "$QUICK"; then
    caught=$(first_failure)
    grep -q 'error:.*swift' "$copy/log" && ! grep -q 'recorded an issue' "$copy/log" && caught="the compiler"
    caught=${caught:-tests that do not end}
  elif ! swift_test FlowTests; then
    caught="flow $(grep -oE '→ [a-z-]+ at' "$copy/log" | head -n1 | sed -E 's/→ (.*) at/\1/')"
  else
    caught="**nothing**"
    missed=$((missed + 1))
  fi
  # With a time of now, so that it is compiled again.
  cp "$copy/kept" "$path"
  echo "· $number $what: $caught"
  printf '| %s | %s | %s |\n' "$number" "$what" "$caught" >>"$table"
done < <(mistakes)
echo "· $table"
[ $missed = 0 ] || { echo "mutants.sh: $missed not caught"; exit 1; }
[ $# = 0 ] || exit 0

# The table of a whole run, between its marks in the page.
TABLE=$(cat "$table") NUMBER=$number DAY=$(date -u +%F) perl -0777 -i -pe \
  's/(<!-- mutants -->\n).*?(<!-- \/mutants -->)/$1$ENV{NUMBER} of $ENV{NUMBER} caught, $ENV{DAY}.\n\n$ENV{TABLE}\n$2/s' docs/ios.md
echo "· docs/ios.md"
