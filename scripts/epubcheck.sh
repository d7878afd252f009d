#!/bin/sh
# Install epubcheck, which judges books for e-readers, from Debian's packages.
# Usage: epubcheck.sh. Needs root, unless it is there.
set -eu
jar=/usr/share/java/epubcheck.jar
if [ -r "$jar" ] && command -v java >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "epubcheck is taken from Debian's packages, and this system has no apt-get." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "epubcheck is missing. Install it with: sudo sh scripts/epubcheck.sh" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
wait="-o DPkg::Lock::Timeout=120"
# shellcheck disable=SC2086 # a list of words
apt-get $wait update -q
# shellcheck disable=SC2086
apt-get $wait install -q -y --no-install-recommends epubcheck default-jre-headless
[ -r "$jar" ] || { echo "$jar is still missing." >&2; exit 1; }
