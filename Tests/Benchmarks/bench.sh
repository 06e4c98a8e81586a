#!/usr/bin/env bash
# Races bouncebook against the tools that people use today, on this machine, in this run.
#
#   make bench                    the log race: bouncebook totals, pflogsumm, wc -l
#   make bench RACES="logs replies bounces"
#
# SIZE (300M), SEED (47), RUNS (3) and RACES (logs) may be set; BOUNCEBOOK names the program.
# Inputs are made once and kept in $TMPDIR/bouncebook-bench.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export BOUNCEBOOK=${BOUNCEBOOK:-$here/../../.build/release/bouncebook}
size=${SIZE:-300M} seed=${SEED:-47} runs=${RUNS:-3} races=${RACES:-logs}
inputs=${TMPDIR:-/tmp}/bouncebook-bench
log=$inputs/postfix-$size-$seed.log
mkdir -p "$inputs"

[ -x "$BOUNCEBOOK" ] || { echo "there is no $BOUNCEBOOK: run 'make build'" >&2; exit 1; }

# Makes a file by a command that writes to standard output, unless it is there; a half-made one never stays.
made() {
  local target=$1
  shift
  [ -s "$target" ] && return
  echo "making $target" >&2
  "$@" >"$target.part"
  mv "$target.part" "$target"
}

make_log() {
  made "$log" python3 "$here/generate-mail-log.py" --format postfix --size "$size" --seed "$seed" --weeks 4 --truth "$log.truth.json"
}

# The reasons of everything that did not go through, over and over, until there are a million lines.
make_replies() {
  make_log
  made "$inputs/replies-$size-$seed.txt" bash -c '
    set -euo pipefail
    sed -n "s/.*status=\(bounced\|deferred\) (\(.*\))\$/\2/p" "$1" >"$2"
    while cat "$2" 2>/dev/null; do :; done | head -n 1000000 || true
    rm -f "$2"' - "$log" "$inputs/replies.seed"
}

make_bounces() {
  made "$inputs/bounces-$seed.mbox" python3 "$here/generate-bounces.py" --count 20000 --seed "$seed" --truth "$inputs/bounces-$seed.truth.json"
}

status=0
echo "bouncebook $("$BOUNCEBOOK" --version 2>/dev/null || true), $(nproc) cores, $runs turns after one to warm the cache"
for race in $races; do
  echo
  case "$race" in
    logs)
      make_log
      echo "Mail log of $size (generate-mail-log.py --format postfix --size $size --seed $seed --weeks 4)"
      python3 "$here/race.py" logs --bouncebook "$BOUNCEBOOK" --runs "$runs" --log "$log" --truth "$log.truth.json" || status=1 ;;
    replies)
      make_replies
      echo "A million replies, one a line, out of that log"
      python3 "$here/race.py" replies --bouncebook "$BOUNCEBOOK" --runs "$runs" --replies "$inputs/replies-$size-$seed.txt" || status=1 ;;
    bounces)
      make_bounces
      echo "20,000 bounce messages as one mailbox (generate-bounces.py --seed $seed)"
      python3 "$here/race.py" bounces --bouncebook "$BOUNCEBOOK" --runs "$runs" --bounces "$inputs/bounces-$seed.mbox" --bounces-truth "$inputs/bounces-$seed.truth.json" || status=1 ;;
    *)
      echo "unknown race '$race': logs, replies, bounces" >&2
      exit 2 ;;
  esac
done
exit $status
