#!/bin/bash
# Runs a command inside a machine: in its cgroups and all its namespaces. Arguments: directory of the machine, process
# id of its systemd, the command.
directory=$1 pid=$2
shift 2
while read -r cgroup; do echo "$$" >"$cgroup/cgroup.procs"; done <"$directory/cgroups" 2>/dev/null
exec nsenter --target "$pid" --all -- "$@"
