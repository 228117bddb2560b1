#!/bin/sh
# enter.sh ROOT USER LOCKED COMMAND…: runs a command as an ordinary user with ROOT as its whole world.
#
# chroot is not enough: the kernel refuses user namespaces inside one, and Chromium's sandbox is made
# of them. USER is a number. LOCKED is a folder inside that becomes read-only, or empty.
set -eu
exec unshare --mount --propagation private sh -euc '
    root=$1 user=$2 locked=$3
    shift 3
    mount --rbind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --rbind /sys "$root/sys"
    mkdir -p "$root/tmp/.X11-unix" "$root/.outside"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    if [ -n "$locked" ]; then
        mount --bind "$root$locked" "$root$locked"
        mount -o remount,bind,ro "$root$locked"
    fi
    cd "$root"
    pivot_root . .outside
    umount -l /.outside
    cd /
    exec setpriv --reuid "$user" --regid "$user" --clear-groups --inh-caps=-all -- "$@"
' enter "$@"
