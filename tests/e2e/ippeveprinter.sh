#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A driverless label printer on loopback, from Debian's cups-ipp-utils.
#
#   ippeveprinter.sh PORT DIR [FORMAT,FORMAT…]
#
# With FOYER_ANNOUNCE set to a name, it is announced under that name by the Avahi
# of the system bus; without, nobody is told of it.
#
# It runs until SIGTERM or, if standard input is a pipe, until that is closed.
#
# Every document is kept below DIR/spool. What the printer does is steered by
# files in DIR, read anew for each job:
#
#   faults   printer-state-reasons to report from the next job on, "media-empty,cover-open";
#            the job waits, and prints when the file is removed, or is dropped when
#            it is cancelled
#   stubborn if it is there a cancelled job is not dropped
#   abort    if it is there the job is given up
#   turns    if it is there when the printer starts, it prints both sides
#
# And what it did can be read there:
#
#   paper    the names of the jobs that came out, one a line
#   sides    which of the sheet the last job asked for
#   reported what it reports at this moment, while a job waits
#
# ippeveprinter refuses to start without a system message bus, even with
# announcing turned off (-r off): it gets a private one. No avahi is needed.
set -eu

port=$1
dir=$2
formats=${3:-application/pdf,image/pwg-raster}
mkdir -p "$dir/spool"

bus_pid=
printer_pid=
listener_pid=
finish () {
  trap - EXIT
  for pid in $printer_pid $bus_pid $listener_pid; do
    kill "$pid" 2>/dev/null || true
  done
  # The hands of a printer without power do nothing more.
  test ! -e "$dir/hands" || kill -9 "$(cat "$dir/hands")" 2>/dev/null || true
  rm -f "$dir/hands" "$dir/reported"
  # Gone means gone: the bus takes its socket along, while someone may be
  # clearing the folder away.
  for pid in $printer_pid $bus_pid $listener_pid; do
    wait "$pid" 2>/dev/null || true
  done
  exit 0
}
trap finish EXIT
trap finish TERM INT HUP

if test -n "${FOYER_ANNOUNCE-}"; then
  address=$DBUS_SYSTEM_BUS_ADDRESS
else
  # An address is a URI-like text: a space in the folder's name has to be escaped.
  address=unix:path=$(printf %s "$dir/bus" | sed 's/ /%20/g')
  rm -f "$dir/bus"
  dbus-daemon --session --nofork --nopidfile --nosyslog --address="$address" 2>/dev/null &
  bus_pid=$!
  while ! test -S "$dir/bus"; do
    kill -0 "$bus_pid"
    sleep 0.02
  done
fi

cat > "$dir/cancelled.test" <<'TEST'
{
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR integer job-id $id
  STATUS successful-ok
  EXPECT job-state-reasons WITH-VALUE "processing-to-stop-point"
}
TEST

cat > "$dir/command" <<COMMAND
#!/bin/sh
# Runs for each job; what it says on standard error steers the printer.
echo \$\$ > "$dir/hands"
file=\$(basename "\$1")
job=\${file%%-*}
reported=
looks=0
while test -s "$dir/faults"; do
  now=\$(cat "$dir/faults")
  if test "\$now" != "\$reported"; then
    echo "STATE: \$now" >&2
    reported=\$now
    echo "\$now" > "$dir/reported"
  fi
  sleep 0.05
  looks=\$((looks + 1))
  if test \$((looks % 5)) = 0 && test ! -e "$dir/stubborn" &&
     ipptool -q -d id="\$job" "ipp://localhost:$port/ipp/print" "$dir/cancelled.test"; then
    rm -f "$dir/reported"
    echo "STATE: none" >&2
    exit 0
  fi
done
rm -f "$dir/reported"
test -z "\$reported" || echo "STATE: none" >&2
# The end of the document did not arrive: nothing to print.
case \$file in
  *.pdf) tail -c 32 "\$1" | grep -aq '%%EOF' || exit 1 ;;
esac
test ! -e "$dir/abort" || exit 1
# Counted first: a job that is cancelled at this moment is known to have come out.
echo "ATTR: job-impressions-completed=1" >&2
name=\${file#*-}
echo "\${name%.*}" >> "$dir/paper"
echo "\${IPP_SIDES-}" > "$dir/sides"
COMMAND
chmod 755 "$dir/command"

sides=one-sided
test ! -e "$dir/turns" || sides=one-sided,two-sided-long-edge,two-sided-short-edge
cat > "$dir/printer.conf" <<CONF
ATTR mimeMediaType document-format-default application/octet-stream
ATTR keyword media-supported oe_badge-62x100mm_62x100mm,oe_badge-90x55mm_90x55mm
ATTR keyword media-default oe_badge-62x100mm_62x100mm
ATTR keyword media-ready oe_badge-62x100mm_62x100mm
ATTR collection media-size-supported {
  MEMBER integer x-dimension 6200
  MEMBER integer y-dimension 10000
},{
  MEMBER integer x-dimension 9000
  MEMBER integer y-dimension 5500
}
ATTR collection media-col-database {
  MEMBER collection media-size {
    MEMBER integer x-dimension 6200
    MEMBER integer y-dimension 10000
  }
  MEMBER integer media-top-margin 0
  MEMBER integer media-bottom-margin 0
  MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0
}
ATTR collection media-col-default {
  MEMBER collection media-size {
    MEMBER integer x-dimension 6200
    MEMBER integer y-dimension 10000
  }
  MEMBER integer media-top-margin 0
  MEMBER integer media-bottom-margin 0
  MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0
}
ATTR keyword media-col-supported media-size,media-top-margin,media-bottom-margin,media-left-margin,media-right-margin
ATTR integer media-top-margin-supported 0
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR keyword print-scaling-supported auto,none
ATTR keyword print-scaling-default auto
ATTR integer copies-default 1
ATTR rangeOfInteger copies-supported 1-99
ATTR resolution printer-resolution-default 300dpi
ATTR resolution printer-resolution-supported 203dpi,300dpi
ATTR resolution pwg-raster-document-resolution-supported 203dpi,300dpi
ATTR keyword pwg-raster-document-type-supported black_1,sgray_8
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword sides-supported $sides
ATTR keyword sides-default one-sided
CONF

# With attributes from a file, -f is not accepted.
echo "ATTR mimeMediaType document-format-supported application/octet-stream,$formats" \
  >> "$dir/printer.conf"

mkdir -p "$dir/keys"
test -n "${FOYER_ANNOUNCE-}" && set -- || set -- -r off
DBUS_SYSTEM_BUS_ADDRESS="$address" /usr/sbin/ippeveprinter "$@" \
  -v -n localhost -p "$port" -a "$dir/printer.conf" -K "$dir/keys" \
  -d "$dir/spool" -k -c "$dir/command" "${FOYER_ANNOUNCE:-Badges}" > "$dir/log" 2>&1 &
printer_pid=$!
if test -p /dev/stdin; then
  # A background command's own standard input is /dev/null.
  exec 3<&0
  { cat <&3 > /dev/null; kill -TERM $$; } &
  listener_pid=$!
fi
wait "$printer_pid"
