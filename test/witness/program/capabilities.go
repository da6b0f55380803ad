package main

import (
	"sort"
	"strconv"
)

// capabilityNames by number, as capabilities(7) has them without the prefix.
var capabilityNames = []string{
	"CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP",
	"LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER",
	"SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE",
	"SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP",
	"MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF",
	"CHECKPOINT_RESTORE",
}

type capabilities struct {
	Effective   []string `json:"effective"`
	Permitted   []string `json:"permitted"`
	Inheritable []string `json:"inheritable"`
	Bounding    []string `json:"bounding"`
	Ambient     []string `json:"ambient"`
}

func readCapabilities(status status) capabilities {
	return capabilities{
		Effective:   capabilitiesOf(status["CapEff"]),
		Permitted:   capabilitiesOf(status["CapPrm"]),
		Inheritable: capabilitiesOf(status["CapInh"]),
		Bounding:    capabilitiesOf(status["CapBnd"]),
		Ambient:     capabilitiesOf(status["CapAmb"]),
	}
}

func capabilitiesOf(mask string) []string {
	bits, err := strconv.ParseUint(mask, 16, 64)
	if err != nil {
		return nil
	}
	names := []string{}
	for number := range 64 {
		if bits>>number&1 == 1 {
			names = append(names, nameAt(capabilityNames, number))
		}
	}
	sort.Strings(names)
	return names
}
