#!/bin/sh
# run.sh PROGRAM SECONDS: fuzz one target from its corpus, in a scratch corpus.
set -eu
name=$(basename "$1")
seeds=$(dirname "$0")/corpus/${name#fuzz_}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$name: $2 s"
"$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=1024 -max_len=8192 -verbosity=0 \
	-print_final_stats=1 "$work" "$seeds" 2>&1 | grep -E 'SUMMARY|ERROR|executed_units|artifact|assert' ||
	true
# libFuzzer leaves what broke it in the working directory.
for f in crash-* leak-* timeout-* oom-*; do
	[ ! -e "$f" ] || { echo "$name: see $f" >&2; exit 1; }
done
