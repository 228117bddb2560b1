#!/bin/sh
# real_logind.sh PYTHON SCRIPT: runs SCRIPT beside a real systemd-logind on a system bus of its own.
# The folder /run is an empty one meanwhile, for this process and its children alone.
set -eu
exec unshare --mount --propagation private sh -euc '
    mount -t tmpfs tmpfs /run
    mkdir -p /run/dbus /run/systemd /run/user
    printf "%s" "<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen>" \
        "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>" \
        "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>" > /run/bus.conf
    export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket
    dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile 2> /dev/null &
    bus=$!
    until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
    SYSTEMD_LOG_TARGET=console /lib/systemd/systemd-logind 2> /dev/null &
    logind=$!
    code=0
    "$1" -c "$2" || code=$?
    kill "$logind" "$bus"
    exit "$code"
' sh "$@"
