#!/bin/sh
# Make a virtual environment from the pinned versions; see that Pango can be loaded.
# Usage: setup.sh PYTHON VENV
set -eu
python=$1
venv=$2
[ -n "$python" ] || exit 1  # find-python.sh has said why

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "$python is older than Python 3.11, which cetak needs." >&2
  exit 1
fi

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  echo "Making $venv with $("$python" --version)"
  rm -rf "$venv"
  if ! "$python" -m venv "$venv"; then
    rm -rf "$venv"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "This Python cannot make virtual environments. On Debian and Ubuntu run:" >&2
    echo "  sudo apt-get install python$version-venv" >&2
    exit 1
  fi
fi

echo "Installing the pinned versions of constraints.txt"
# Everything is pinned, so there is nothing to resolve; pip check tells if a pin is missing.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r constraints.txt
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
  --no-build-isolation --editable .
"$venv/bin/python" -m pip check --disable-pip-version-check
"$venv/bin/python" scripts/pango.py
