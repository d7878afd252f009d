#!/bin/sh
# Install what a WordPress site for tests needs, from Debian's packages. Starts nothing: of the
# packages named here none is a service; PHP and MariaDB are run by the tests, for themselves.
# Usage: wordpress.sh. Needs root, unless everything is there.
set -eu
packages="wordpress wordpress-theme-twentytwentyone mariadb-server-core mariadb-client-core
  php-cli php-mysql php-gd php-xml php-mbstring php-curl"
# WordPress wants a web server and PHP in it. These satisfy it without a service, if they are there first.
company="php-cgi micro-httpd"

lacking() {
  for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || echo "$package"
  done
}

for program in apt-get dpkg-query; do
  if ! command -v "$program" >/dev/null; then
    echo "WordPress is taken from Debian's packages, and this system has no $program." >&2
    exit 1
  fi
done
[ -n "$(lacking)" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "Packages are missing: $(lacking | tr '\n' ' ')" >&2
  echo "Install them with: sudo sh scripts/wordpress.sh" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
wait="-o DPkg::Lock::Timeout=120"
# shellcheck disable=SC2086 # lists of words
apt-get $wait update -q
for some in "$company" "$packages"; do
  # shellcheck disable=SC2086
  apt-get $wait install -q -y --no-install-recommends $some
done
[ -z "$(lacking)" ] || { echo "Still missing: $(lacking | tr '\n' ' ')" >&2; exit 1; }
