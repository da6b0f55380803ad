#!/bin/bash
# The first process of a machine, until it becomes systemd. Runs in new namespaces and in the machine's own cgroups.
# Everything that it mounts or writes stays inside: the root is an overlay over the real one whose upper layer is memory.
# Arguments: the machine's directory, its address, the address of its other end, and the directories of its units (A:B).
set -eu
directory=$1 address=$2 gateway=$3 units=$4

mount --make-rprivate /
mkdir -p "$directory/layers"
mount -t tmpfs tmpfs "$directory/layers"
mkdir "$directory/layers/upper" "$directory/layers/work" "$directory/layers/root"
root=$directory/layers/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$directory/layers/upper,workdir=$directory/layers/work" "$root"

# /tmp is the machine's own; the machine's directory, which may lie in it, keeps its place.
mkdir -p "$directory/tmp"
chmod 1777 "$directory/tmp"
mount --bind "$directory/tmp" "$root/tmp"
mkdir -p "$root$directory"
mount --bind "$directory" "$root$directory"
while IFS=$'\t' read -r source target; do
  if [ -d "$source" ]; then
    mkdir -p "$root$target"
  else
    mkdir -p "$root$(dirname "$target")"
    [ -e "$root$target" ] || : >"$root$target"
  fi
  mount --bind "$source" "$root$target"
done <"$directory/binds"

# Device nodes of its own: what is made or removed below /dev is not made outside. Disks stay outside.
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
nodes=(/dev/loop*)
for node in /dev/*; do
  if [ -c "$node" ] || [ -L "$node" ]; then nodes+=("$node"); fi
done
[ ! -d /dev/net ] || nodes+=(/dev/net)
cp -a "${nodes[@]}" "$root/dev/" 2>/dev/null || true
rm -f "$root/dev/ptmx" "$root/dev/log"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t mqueue mqueue "$root/dev/mqueue"

mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/systemd/system" "$root/run/systemd/journald.conf.d" "$root/run/witness/generators"
cp -a "$directory/boot" "$root/run/witness/units"
printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nForwardToSyslog=no\nForwardToWall=no\nRateLimitIntervalSec=0\n' \
  >"$root/run/systemd/journald.conf.d/witness.conf"

# The hierarchies of control groups, as outside, with the machine's cgroup as the root of each.
grep -q . "$directory/hierarchies"
while IFS=$'\t' read -r kind options mountpoint; do
  if [ "$mountpoint" = /sys/fs/cgroup ]; then
    mount -t "$kind" cgroup "$root/sys/fs/cgroup"
    continue
  fi
  mountpoint -q "$root/sys/fs/cgroup" || mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  mkdir "$root$mountpoint"
  case $options in
    -) mount -t cgroup2 cgroup2 "$root$mountpoint" ;;
    name=*) mount -t cgroup -o "none,$options" cgroup "$root$mountpoint" ;;
    *) mount -t cgroup -o "$options" cgroup "$root$mountpoint" ;;
  esac
  case $options in
    *,*) for one in ${options//,/ }; do ln -sfn "$(basename "$mountpoint")" "$root/sys/fs/cgroup/$one"; done ;;
  esac
done <"$directory/hierarchies"

# Settings of the kernel that belong to no namespace cannot be changed from inside. Six of them a kubelet insists on
# writing: it writes to files of the machine.
mkdir "$root/run/sysctl"
for name in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes; do
  [ -e "/proc/sys/$name" ] || continue
  cat "/proc/sys/$name" >"$root/run/sysctl/${name//\//.}"
done
mount --bind "$root/proc/sys" "$root/proc/sys"
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,bind,ro "$root/proc/sys"
for file in "$root"/run/sysctl/*; do
  name=$(basename "$file")
  mount --bind "$file" "$root/proc/sys/${name//.//}"
done

printf '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n127.0.1.1\twitness\n' >"$root/etc/hosts"
printf 'nameserver 192.0.2.53\nsearch fleet.test\n' >"$root/etc/resolv.conf"
printf 'witness\n' >"$root/etc/hostname"
printf 'f1ee7000f1ee4000b1ee7000f1ee7000\n' >"$root/etc/machine-id"
hostname witness

cd "$root"
mkdir -p "$root/run/outside"
pivot_root . run/outside
mount --make-rprivate /run/outside
umount -l /run/outside
rmdir /run/outside
mount --make-rshared /

ip link set lo up
until ip link show eth0 >/dev/null 2>&1; do sleep 0.01; done
ip address add "$address/24" dev eth0
ip link set eth0 addrgenmode none
ip link set eth0 up
ip route add default via "$gateway"
# Nothing outside is known by name: the question fails at once instead of waiting for an answer.
ip route add unreachable 192.0.2.0/24
echo 1 >/proc/sys/net/ipv4/ip_forward

exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 container=fleetlift \
  SYSTEMD_UNIT_PATH="$units" SYSTEMD_GENERATOR_PATH=/run/witness/generators SYSTEMD_LOG_TARGET=journal \
  /lib/systemd/systemd --system --unit=witness.target --show-status=no </dev/null
