package main

import "strings"

// sysctlNames: those that belong to a namespace, which docker and a kubelet let a container set.
var sysctlNames = []string{
	"fs.mqueue.msg_default", "fs.mqueue.msg_max", "fs.mqueue.msgsize_default", "fs.mqueue.msgsize_max",
	"fs.mqueue.queues_max",
	"kernel.auto_msgmni", "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shm_rmid_forced",
	"kernel.shmall", "kernel.shmmax", "kernel.shmmni",
	"net.core.somaxconn", "net.ipv4.ip_forward", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
	"net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
	"net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_max_syn_backlog",
	"net.ipv4.tcp_syncookies", "net.ipv4.tcp_tw_reuse", "net.ipv6.conf.all.disable_ipv6",
}

func readSysctls() map[string]*string {
	values := map[string]*string{}
	for _, name := range sysctlNames {
		values[name] = textIn("/proc/sys/" + strings.ReplaceAll(name, ".", "/"))
	}
	return values
}
