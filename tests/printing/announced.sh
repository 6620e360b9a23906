#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command beside an Avahi of its own that knows the loopback alone, on a
# system bus of its own: what is announced here is found here, and nowhere else.
#
#   announced.sh COMMAND [ARGUMENT…]
set -eu
for program in dbus-daemon avahi-daemon; do
  command -v "$program" > /dev/null || PATH=$PATH:/usr/sbin command -v "$program" > /dev/null || {
    echo "announced.sh: $program is missing: install the package that has it" >&2
    exit 1
  }
done
PATH=$PATH:/usr/sbin
dir=$(mktemp -d "${TMPDIR:-/tmp}/foyer-announced-XXXXXX")
bus_pid=
avahi_pid=
finish () {
  status=$?
  trap - EXIT
  for pid in $avahi_pid $bus_pid; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in $avahi_pid $bus_pid; do
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$dir"
  exit $status
}
trap finish EXIT
trap 'exit 1' TERM INT HUP

cat > "$dir/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=$dir/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow send_type="method_call"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
CONF
cat > "$dir/avahi.conf" <<CONF
[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
host-name=localhost
[publish]
publish-workstation=no
CONF
dbus-daemon --config-file="$dir/bus.conf" --nofork --nopidfile --nosyslog 2> "$dir/bus.log" &
bus_pid=$!
while ! test -S "$dir/bus"; do
  kill -0 "$bus_pid" || { cat "$dir/bus.log" >&2; exit 1; }
  sleep 0.02
done
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/bus"
avahi-daemon -f "$dir/avahi.conf" --no-drop-root --no-chroot --no-rlimits > "$dir/avahi.log" 2>&1 &
avahi_pid=$!
while ! grep -q 'startup complete' "$dir/avahi.log"; do
  kill -0 "$avahi_pid" || { cat "$dir/avahi.log" >&2; exit 1; }
  sleep 0.02
done
"$@"
