#!/bin/sh
# cut_off.sh WAY COMMAND…: runs a command with loopback alone (WAY is "nothing"), or beside it with a
# network that leads nowhere and counts what is sent (WAY is "counted").
set -eu
exec unshare --net sh -euc '
    way=$1
    shift
    ip link set lo up
    if [ "$way" = counted ]; then
        ip link add out type veth peer name nowhere
        # Else the system itself greets its neighbours, and is counted.
        echo 1 >/proc/sys/net/ipv6/conf/out/disable_ipv6
        echo 1 >/proc/sys/net/ipv6/conf/nowhere/disable_ipv6
        ip address add 192.0.2.2/24 dev out
        ip link set out up
        ip link set nowhere up
        ip route add default via 192.0.2.1
    fi
    exec "$@"
' cut-off "$@"
