package main

import (
	"strconv"
	"syscall"

	"fleetlift/witness/early"
)

// limitNames by number, as docker's --ulimit spells them.
var limitNames = []string{
	"cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock", "as", "locks", "sigpending",
	"msgqueue", "nice", "rtprio", "rttime",
}

const noLimit = ^uint64(0)

type limit struct {
	Soft string `json:"soft"`
	Hard string `json:"hard"`
}

// resourceLimits: numbers as text, or `unlimited`.
func resourceLimits() map[string]*limit {
	limits := map[string]*limit{}
	for number, name := range limitNames {
		var raw syscall.Rlimit
		err := syscall.Getrlimit(number, &raw)
		limits[name] = maybe(limit{limitText(raw.Cur), limitText(raw.Max)}, err)
	}
	return limits
}

func limitText(value uint64) string {
	if value == noLimit {
		return "unlimited"
	}
	return strconv.FormatUint(value, 10)
}

// restoreOpenFiles takes back that Go's runtime raises the soft limit.
func restoreOpenFiles() {
	if early.OpenFiles[1] != 0 {
		_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: early.OpenFiles[0], Max: early.OpenFiles[1]})
	}
}
