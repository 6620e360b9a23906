#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A print server of its own, on loopback, with one driverless queue "badges".
#
#   cupsd.sh PORT READY PRINTER-URI
#
# It runs until SIGTERM or, if standard input is a pipe, until that is closed. The
# file READY is there once the queue is; in it is where the server keeps its documents.
set -eu

port=$1
ready=$2
printer=$3
PATH=$PATH:/usr/sbin
command -v cupsd > /dev/null || { echo "cupsd.sh: cupsd is missing: install cups-daemon" >&2; exit 1; }

# Its filters and backends run as another user, who must get there.
dir=$(mktemp -d "/tmp/foyer-cups-XXXXXX")
chmod 755 "$dir"
daemon_pid=
listener_pid=
finish () {
  trap - EXIT
  for pid in $daemon_pid $listener_pid; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in $daemon_pid $listener_pid; do
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$dir"
  exit 0
}
trap finish EXIT
trap finish TERM INT HUP

mkdir -p "$dir/spool/tmp" "$dir/cache" "$dir/state"
chgrp -R lp "$dir/spool" 2>/dev/null || true
chmod 1770 "$dir/spool/tmp"
cat > "$dir/cups-files.conf" <<CONF
ServerRoot $dir
RequestRoot $dir/spool
TempDir $dir/spool/tmp
CacheDir $dir/cache
StateDir $dir/state
AccessLog $dir/access
ErrorLog $dir/log
PageLog $dir/pages
LogFilePerm 0644
CONF
cat > "$dir/cupsd.conf" <<CONF
Listen localhost:$port
Listen $dir/sock
Browsing No
LogLevel info
PreserveJobFiles Yes
PreserveJobHistory Yes
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
CONF
cupsd -f -c "$dir/cupsd.conf" -s "$dir/cups-files.conf" > "$dir/out" 2>&1 &
daemon_pid=$!
while ! test -S "$dir/sock"; do
  kill -0 "$daemon_pid" || { cat "$dir/out" "$dir/log" >&2; exit 1; }
  sleep 0.02
done
lpadmin -h "$dir/sock" -p badges -E -v "$printer" -m everywhere 2> "$dir/lpadmin" ||
  { cat "$dir/lpadmin" "$dir/log" >&2; exit 1; }
# It goes on after its answer to lpadmin, and sets the queue's state once more.
while ! grep -q 'is now available' "$dir/log"; do
  kill -0 "$daemon_pid" || { cat "$dir/log" >&2; exit 1; }
  sleep 0.02
done
echo "$dir/spool" > "$ready.new"
mv "$ready.new" "$ready"
if test -p /dev/stdin; then
  exec 3<&0
  { cat <&3 > /dev/null; kill -TERM $$; } &
  listener_pid=$!
fi
wait "$daemon_pid"
