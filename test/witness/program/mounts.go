package main

import (
	"os"
	"sort"
	"strings"
	"syscall"
)

// mount is one line of /proc/self/mountinfo, proc_pid_mountinfo(5).
type mount struct {
	device, root, target, fstype, source string
	options, superOptions, tags          []string
}

func readMounts() []mount {
	text, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil
	}
	var table []mount
	for _, line := range strings.Split(string(text), "\n") {
		if entry, ok := readMountLine(line); ok {
			table = append(table, entry)
		}
	}
	return table
}

func readMountLine(line string) (mount, bool) {
	before, after, found := strings.Cut(line, " - ")
	first, last := strings.Fields(before), strings.Fields(after)
	if !found || len(first) < 6 || len(last) < 3 {
		return mount{}, false
	}
	return mount{
		device:       first[2],
		root:         unescape(first[3]),
		target:       unescape(first[4]),
		options:      strings.Split(first[5], ","),
		tags:         first[6:],
		fstype:       last[0],
		source:       unescape(last[1]),
		superOptions: strings.Split(last[2], ","),
	}, true
}

// unescape: the kernel writes space, tab, newline and backslash as octal.
func unescape(text string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(text)
}

type mountFact struct {
	Source       string   `json:"source"`
	Root         string   `json:"root"`
	Fstype       string   `json:"fstype"`
	Options      []string `json:"options"`
	SuperOptions []string `json:"superOptions"`
	Propagation  string   `json:"propagation"`
	Writable     *bool    `json:"writable"`
}

// mountFacts by target. Of mounts over one another the last is the one that is seen.
func mountFacts(table []mount) map[string]mountFact {
	if table == nil {
		return nil
	}
	facts := map[string]mountFact{}
	for _, entry := range table {
		facts[entry.target] = mountFact{
			Source:       entry.source,
			Root:         entry.root,
			Fstype:       entry.fstype,
			Options:      sorted(entry.options),
			SuperOptions: sorted(entry.superOptions),
			Propagation:  propagation(entry.tags),
			Writable:     writable(entry.target),
		}
	}
	return facts
}

// propagation without the numbers of peer groups, which are different each time.
func propagation(tags []string) string {
	kinds := []string{}
	for _, tag := range tags {
		switch name, _, _ := strings.Cut(tag, ":"); name {
		case "shared":
			kinds = append(kinds, "shared")
		case "master":
			kinds = append(kinds, "slave")
		case "unbindable":
			kinds = append(kinds, "unbindable")
		}
	}
	if len(kinds) == 0 {
		return "private"
	}
	return strings.Join(kinds, ",")
}

// writable asks access(2): the mode, the user and the mount together.
func writable(path string) *bool {
	const mayWrite = 2
	err := syscall.Access(path, mayWrite)
	answer := err == nil
	if err != nil && err != syscall.EACCES && err != syscall.EROFS && err != syscall.EPERM {
		return nil
	}
	return &answer
}

func rootReadOnly() *bool {
	const readOnly = 1
	var facts syscall.Statfs_t
	err := syscall.Statfs("/", &facts)
	return maybe(facts.Flags&readOnly != 0, err)
}

// sizeOfFilesystem in bytes.
func sizeOfFilesystem(path string) *uint64 {
	var facts syscall.Statfs_t
	err := syscall.Statfs(path, &facts)
	return maybe(facts.Blocks*uint64(facts.Bsize), err)
}

func sorted(words []string) []string {
	list := append([]string{}, words...)
	sort.Strings(list)
	return list
}
