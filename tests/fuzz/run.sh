#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh SECONDS|RUNS"x" [PROGRAM…]: fuzzes each target that long, or with so many inputs; without
# PROGRAMs, all in build/fuzz. Says how many points of the code were reached. Fails when one
# crashes, and says where the input is that did it. An empty SECONDS means $FOYER_FUZZ_SECONDS,
# else 5.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
amount=${1:-${FOYER_FUZZ_SECONDS:-5}}
case "$amount" in
  *x) limit=-runs=${amount%x} ;;
  *) limit=-max_total_time=$amount ;;
esac
shift || true
[ $# -gt 0 ] || set -- "$here"/../../build/fuzz/tests/fuzz/fuzz-*[!.p]

export G_DEBUG=gc-friendly,fatal-warnings LC_ALL=C.UTF-8
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# Quoted: a folder may have a space in its name.
export LSAN_OPTIONS="suppressions=\"$here/../lsan.supp\":print_suppressions=0"

# fuzz NAME PROGRAM; leaves what crashes beside the program
fuzz() {
  local found=$2.found learnt
  learnt=$(mktemp -d)
  SECONDS=0
  mkdir -p "$found"
  if "$2" "$limit" -max_len=8192 -timeout=10 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$found/" "$learnt" "$here/corpus/$1" >"$2.log" 2>&1; then
    echo "ok - $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$2.log") inputs reached" \
      "$(sed -n 's/.*DONE *cov: \([0-9]*\) ft: \([0-9]*\).*/\1 places in \2 ways/p' "$2.log")" \
      "of $(sed -n 's/.*(\([0-9]*\) inline 8-bit counters).*/\1/p' "$2.log") in $SECONDS s"
  else
    tail -n 40 "$2.log" | sed 's/^/# /'
    echo "not ok - $1: $(sed -n 's/.*Test unit written to //p' "$2.log")"
    failed=1
  fi
  rm -rf "$learnt"
}

failed=0
for program; do
  fuzz "$(basename "$program" | sed 's/^fuzz-//')" "$program"
done
echo "1..$#"
exit $failed
