#!/bin/sh
# Name of a Python that is new enough (3.11), or nothing and a word on standard error.
for name in python3 python3.11 python3.12 python3.13 python3.14 python; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    echo "$name"
    exit 0
  fi
done
echo "cetak needs Python 3.11 or newer, and none was found. Install one, or say where it is:" >&2
echo "  make PYTHON=/path/to/python3.12 sample" >&2
exit 1
