#!/bin/sh
# Builds the simulator with one planted bug after another and counts the seeds in which each is found.
# Only the workspace's own crates are built again: a wrapper adds the bug's cfg to them, and no ordinary build has it.
# Usage: tests/sim/planted.sh [SEEDS, default 0..300] [BUG ...]
set -eu
seeds=${1:-0..300}
[ $# -gt 0 ] && shift
bugs=${*:-"ack_before_commit purge_before_fate cursor_before_apply provisional_is_final page_without_spool_check
one_position_instead_of_legs seen_survives_restore fields_by_clock parked_text_survives_erasure gone_not_forgotten"}
target=${CARGO_TARGET_DIR:-target}/planted
mkdir -p "$target"
printf '%-32s %8s %8s   %s\n' 'planted bug' 'seeds' 'found in' 'first seed and promise'
for bug in $bugs; do
    wrapper="$target/$bug.sh"
    printf '#!/bin/sh\nexec "$@" --cfg '"'"'planted="%s"'"'"'\n' "$bug" > "$wrapper"
    chmod +x "$wrapper"
    RUSTC_WORKSPACE_WRAPPER="$wrapper" CARGO_TARGET_DIR="$target" cargo build --quiet --release -p doorstep-sim
    found="$target/$bug.txt"
    "$target/release/doorstep-sim" --seeds "$seeds" > "$found" || true
    total=$(sed -n 's/^seeds \([0-9]*\),.*/\1/p' "$found")
    printf '%-32s %8s %8s   %s\n' "$bug" "$total" "$(grep -c '^seed [0-9]' "$found" || true)" \
        "$(grep '^seed [0-9]' "$found" | sort -k2 -n | head -1 | cut -d: -f1-2)"
done
