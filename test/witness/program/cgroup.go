package main

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// controlGroup: values as the kernel writes them; `unlimited` where it has no limit; null where there is no such file.
type controlGroup struct {
	Path              *string           `json:"path"`
	Memory            *string           `json:"memory"`
	MemoryAndSwap     *string           `json:"memoryAndSwap"`
	MemoryReservation *string           `json:"memoryReservation"`
	Swappiness        *string           `json:"swappiness"`
	OomKill           *string           `json:"oomKill"`
	CpuShares         *string           `json:"cpuShares"`
	CpuQuota          *string           `json:"cpuQuota"`
	CpuPeriod         *string           `json:"cpuPeriod"`
	CpusetCpus        *string           `json:"cpusetCpus"`
	CpusetMems        *string           `json:"cpusetMems"`
	Pids              *string           `json:"pids"`
	BlkioWeight       *string           `json:"blkioWeight"`
	BlkioThrottle     map[string]string `json:"blkioThrottle"`
	Devices           []string          `json:"devices"`
}

func readControlGroup(table []mount) controlGroup {
	paths := controlGroupPaths()
	own := func(controller string) directory { return directoryOf(controller, paths, table) }
	if own("memory") == "" && own("") != "" {
		return readUnified(own(""), paths)
	}
	memory, cpu, cpuset, blkio := own("memory"), own("cpu"), own("cpuset"), own("blkio")
	statistics := memory.keyed("memory.stat")
	return controlGroup{
		Path:              pathOf(paths),
		Memory:            either(limited(statistics["hierarchical_memory_limit"]), memory.limit("memory.limit_in_bytes")),
		MemoryAndSwap:     either(limited(statistics["hierarchical_memsw_limit"]), memory.limit("memory.memsw.limit_in_bytes")),
		MemoryReservation: memory.limit("memory.soft_limit_in_bytes"),
		Swappiness:        memory.text("memory.swappiness"),
		OomKill:           oomKill(memory.keyed("memory.oom_control")),
		CpuShares:         cpu.text("cpu.shares"),
		CpuQuota:          cpu.limit("cpu.cfs_quota_us"),
		CpuPeriod:         cpu.text("cpu.cfs_period_us"),
		CpusetCpus:        either(cpuset.text("cpuset.effective_cpus"), cpuset.text("cpuset.cpus")),
		CpusetMems:        either(cpuset.text("cpuset.effective_mems"), cpuset.text("cpuset.mems")),
		Pids:              own("pids").limit("pids.max"),
		BlkioWeight:       either(blkio.text("blkio.weight"), blkio.text("blkio.bfq.weight")),
		BlkioThrottle:     blkio.throttle(),
		Devices:           own("devices").lines("devices.list"),
	}
}

// readUnified is the same of a version 2 hierarchy, in its own units (weights, not shares).
func readUnified(group directory, paths map[string]string) controlGroup {
	quota, period := group.text("cpu.max"), (*string)(nil)
	if quota != nil {
		if most, every, found := strings.Cut(*quota, " "); found {
			quota, period = limited(most), &every
		}
	}
	return controlGroup{
		Path:              pathOf(paths),
		Memory:            group.limit("memory.max"),
		MemoryAndSwap:     group.limit("memory.swap.max"),
		MemoryReservation: group.limit("memory.low"),
		CpuShares:         group.text("cpu.weight"),
		CpuQuota:          quota,
		CpuPeriod:         period,
		CpusetCpus:        group.text("cpuset.cpus.effective"),
		CpusetMems:        group.text("cpuset.mems.effective"),
		Pids:              group.limit("pids.max"),
		BlkioWeight:       group.text("io.weight"),
	}
}

// controlGroupPaths: the path of this process by controller; "" is the version 2 hierarchy. cgroups(7).
func controlGroupPaths() map[string]string {
	paths := map[string]string{}
	text, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return paths
	}
	for _, line := range strings.Split(string(text), "\n") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) < 3 {
			continue
		}
		for _, controller := range strings.Split(parts[1], ",") {
			paths[controller] = parts[2]
		}
	}
	return paths
}

func pathOf(paths map[string]string) *string {
	for _, controller := range []string{"name=systemd", "memory", ""} {
		if path, found := paths[controller]; found {
			return &path
		}
	}
	return nil
}

// directory of a control group; "" when it is not mounted.
type directory string

// directoryOf: a container may see only its own group, mounted with that group as root, or the whole hierarchy.
func directoryOf(controller string, paths map[string]string, table []mount) directory {
	found := directory("")
	for _, entry := range table {
		if !holds(entry, controller) {
			continue
		}
		below, inside := strings.CutPrefix(paths[controller], strings.TrimSuffix(entry.root, "/"))
		if !inside {
			below = ""
		}
		found = directory(filepath.Join(entry.target, below))
	}
	return found
}

func holds(entry mount, controller string) bool {
	if controller == "" {
		return entry.fstype == "cgroup2"
	}
	if entry.fstype != "cgroup" {
		return false
	}
	for _, option := range entry.superOptions {
		if option == controller {
			return true
		}
	}
	return false
}

func (d directory) text(name string) *string {
	if d == "" {
		return nil
	}
	return textIn(filepath.Join(string(d), name))
}

func (d directory) limit(name string) *string {
	text := d.text(name)
	if text == nil {
		return nil
	}
	return limited(*text)
}

func (d directory) lines(name string) []string {
	text := d.text(name)
	if text == nil {
		return nil
	}
	if *text == "" {
		return []string{}
	}
	return sorted(strings.Split(*text, "\n"))
}

func (d directory) keyed(name string) map[string]string {
	values := map[string]string{}
	for _, line := range d.lines(name) {
		if key, value, found := strings.Cut(line, " "); found {
			values[key] = value
		}
	}
	return values
}

// throttle: the files that have a line, by the part of their name that says what they limit.
func (d directory) throttle() map[string]string {
	if d == "" {
		return nil
	}
	limits := map[string]string{}
	for _, kind := range []string{"read_bps", "write_bps", "read_iops", "write_iops"} {
		if text := d.text("blkio.throttle." + kind + "_device"); text != nil && *text != "" {
			limits[kind] = *text
		}
	}
	return limits
}

// limited: -1, max, the largest number of pages that fits, and all memory of the machine are no limit.
func limited(text string) *string {
	if text == "" {
		return nil
	}
	number, err := strconv.ParseUint(text, 10, 64)
	if err != nil || number >= totalMemory() {
		unlimited := "unlimited"
		return &unlimited
	}
	return &text
}

// totalMemory of the machine in bytes. A kubelet limits all Pods together to it.
func totalMemory() uint64 {
	var facts syscall.Sysinfo_t
	if syscall.Sysinfo(&facts) != nil {
		return math.MaxUint64
	}
	return facts.Totalram * uint64(facts.Unit)
}

func oomKill(control map[string]string) *string {
	answer := map[string]string{"0": "yes", "1": "no"}[control["oom_kill_disable"]]
	if answer == "" {
		return nil
	}
	return &answer
}

func either(first, second *string) *string {
	if first != nil {
		return first
	}
	return second
}
