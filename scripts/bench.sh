#!/bin/sh
# Run every benchmark of bench/, one after the other.
# Usage: bench.sh BIN
set -eu
found=
for file in bench/*.py; do
  name=$(basename "$file" .py)
  case "$name" in
    "*" | _*) continue ;;
  esac
  grep -q '^if __name__ == "__main__"' "$file" || continue
  found=yes
  "$1/python" -m "bench.$name"
done
[ -n "$found" ] || echo "There is no benchmark in bench/ yet."
