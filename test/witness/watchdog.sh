#!/bin/bash
# Holds one machine. It is started in a session of its own, so that a signal to the suite's process group does not reach
# it, and lives as long as its standard input is open: the suite's end, of whatever kind, closes it. Then it ends the
# machine and takes away all that was made for it.
# Arguments: prefix of the machine's directory, name of the outer link, outer address, inner address, directories of
# units (A:B). What it says on its standard output, and waits for on its standard input:
#   > the directory       < a line, when the files `binds`, `hierarchies` and `cgroups` are in it
#   > the process id of the machine's systemd       < the end
set -u
prefix=$1 link=$2 outer=$3 inner=$4 units=$5
here=$(dirname "$0")
directory='' machine='' claimed=''
trap '' PIPE
trap finish EXIT
trap 'exit 1' HUP INT TERM

say() { echo "$1" >&2; }

finish() {
  trap '' HUP INT TERM
  trap - EXIT
  local failed=0
  if [ -n "$machine" ]; then
    kill -KILL "$machine" 2>/dev/null
    # The kernel lets the first process of a namespace end only after all others of it.
    wait
  fi
  # It goes by itself with the namespace of its other end, which may be while we look.
  [ -z "$claimed" ] || ip link delete "$link" 2>/dev/null || ! ip link show "$link" >/dev/null 2>&1 || failed=1
  if [ -f "$directory/cgroups" ]; then
    while read -r cgroup; do remove_cgroup "$cgroup" || failed=1; done <"$directory/cgroups"
  fi
  [ -z "$directory" ] || rm -rf --one-file-system "$directory" || failed=1
  exit "$failed"
}

# A cgroup is busy for a moment after its last process.
remove_cgroup() {
  local try
  for try in $(seq 200); do
    [ -d "$1" ] || return 0
    find "$1" -depth -type d -exec rmdir {} + 2>/dev/null
    [ -d "$1" ] && sleep 0.05
  done
  [ ! -d "$1" ] || { say "cannot remove $1"; return 1; }
}

directory=$(mktemp -d "$prefix-XXXXXX") || exit 1
echo "$directory"
read -r _ || exit 1

# The name of the link is the lock: only one machine can have it.
ip link add "$link" type veth peer name "$link-in" || { say "a machine of that name runs, or the link $link is left from one"; exit 1; }
claimed=yes
ip address add "$outer/24" dev "$link" && ip link set "$link" addrgenmode none && ip link set "$link" up || exit 1
[ "$(ip -o -4 address show to "$outer/24" | wc -l)" = 1 ] || { say "the network of $outer is in use"; exit 1; }
while read -r cgroup; do
  mkdir -p "$cgroup" || exit 1
  case $cgroup in
    */cpuset/*)
      for file in cpuset.cpus cpuset.mems; do cat "${cgroup%/*}/$file" >"$cgroup/$file" || exit 1; done ;;
  esac
done <"$directory/cgroups"

# Only the first process of the machine joins its cgroups, before it gets a cgroup namespace of its own.
unshare --mount --pid --net --uts --ipc --fork --kill-child bash -c '
  while read -r cgroup; do echo "$$" >"$cgroup/cgroup.procs" || exit 1; done <"$1/cgroups"
  exec unshare --cgroup bash "$0" "$@"
' "$here/boot.sh" "$directory" "$inner" "$outer" "$units" </dev/null >>"$directory/boot.log" 2>&1 &
outside=$!
# The file has no newline at its end, so that read fails even when it has read.
until { read -r machine _ <"/proc/$outside/task/$outside/children"; [ -n "$machine" ]; } 2>/dev/null; do
  kill -0 "$outside" 2>/dev/null || { say "the machine ended at once"; cat "$directory/boot.log" >&2; exit 1; }
  sleep 0.005
done
until ip link set "$link-in" netns "$machine" name eth0 2>/dev/null; do
  kill -0 "$outside" 2>/dev/null || { cat "$directory/boot.log" >&2; exit 1; }
  sleep 0.005
done
echo "$machine"
# In one line: the script may be another by then.
{ while read -r _; do :; done; exit 0; }
