package main

import (
	"encoding/base64"
	"os"
	"sort"
	"strings"
	"syscall"
	"unicode/utf8"
)

// Facts of the beginning: later there are descriptors of the witness's own, and Go's runtime blocks signals while it
// watches others.
var (
	givenDescriptors map[string]string
	givenSignals     status
)

func begin() {
	givenDescriptors = openDescriptors()
	givenSignals = readStatus()
	restoreOpenFiles()
}

// takeStatement collects all facts. A fact that cannot be had is null.
func takeStatement() []field {
	status := readStatus()
	table := readMounts()
	argv, argvBytes := wordsAsText(os.Args)
	environment, environmentBytes := environmentAsText(initialEnvironment())
	return []field{
		{"argv", argv},
		{"argvBase64", argvBytes},
		{"env", environment},
		{"envBase64", environmentBytes},
		{"executable", maybe(os.Readlink("/proc/self/exe"))},
		{"workingDirectory", maybe(syscall.Getwd())},
		{"uid", syscall.Getuid()},
		{"gid", syscall.Getgid()},
		{"effectiveUid", syscall.Geteuid()},
		{"effectiveGid", syscall.Getegid()},
		{"groups", groups()},
		{"user", userName(syscall.Getuid())},
		{"umask", status.text("Umask")},
		{"oomScoreAdjust", numberIn("/proc/self/oom_score_adj")},
		{"scheduling", readScheduling(status)},
		{"hostname", utsName().host},
		{"domainname", utsName().domain},
		{"mounts", mountFacts(table)},
		{"rootReadOnly", rootReadOnly()},
		{"devices", deviceNodes("/dev")},
		{"limits", resourceLimits()},
		{"cgroup", readControlGroup(table)},
		{"capabilities", readCapabilities(status)},
		{"noNewPrivileges", status.flag("NoNewPrivs")},
		{"seccomp", status.number("Seccomp")},
		{"secureBits", asked(prGetSecureBits)},
		{"coredumpFilter", textIn("/proc/self/coredump_filter")},
		{"personality", textIn("/proc/self/personality")},
		{"ignoredSignals", ignoredSignals(givenSignals)},
		{"blockedSignals", signalsOf(givenSignals.text("SigBlk"))},
		{"sysctls", readSysctls()},
		{"shmSize", sizeOfFilesystem("/dev/shm")},
		{"hosts", readHosts("/etc/hosts")},
		{"resolv", readResolver("/etc/resolv.conf")},
		{"interfaces", readInterfaces()},
		{"openPorts", ownPorts()},
		{"namespaces", readNamespaces()},
		{"stdin", kindOf(syscall.Stdin)},
		{"stdout", kindOf(syscall.Stdout)},
		{"stderr", kindOf(syscall.Stderr)},
		{"descriptors", givenDescriptors},
		{"pid", os.Getpid()},
		{"parent", os.Getppid()},
	}
}

// maybe is the value, or null when there was an error.
func maybe[T any](value T, err error) *T {
	if err != nil {
		return nil
	}
	return &value
}

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// wordsAsText: JSON cannot hold bytes that are no UTF-8. Where a word has some, all words are given in Base64 as well.
func wordsAsText(words []string) ([]string, []string) {
	if utf8.ValidString(strings.Join(words, "")) {
		return words, nil
	}
	coded := make([]string, len(words))
	for i, word := range words {
		coded[i] = encode(word)
	}
	return words, coded
}

// initialEnvironment is what the kernel keeps: with duplicate names, and with entries that have no `=`.
func initialEnvironment() []string {
	text, err := os.ReadFile("/proc/self/environ")
	if err != nil {
		return os.Environ()
	}
	if len(text) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(text), "\x00"), "\x00")
}

// environmentAsText: a value by name; a list where a name occurs more than once; null for an entry without `=`.
func environmentAsText(entries []string) (map[string]any, []string) {
	values := map[string]any{}
	for _, entry := range entries {
		name, value, found := strings.Cut(entry, "=")
		if !found {
			values[name] = nil
			continue
		}
		switch earlier := values[name].(type) {
		case string:
			values[name] = []string{earlier, value}
		case []string:
			values[name] = append(earlier, value)
		default:
			values[name] = value
		}
	}
	if utf8.ValidString(strings.Join(entries, "")) {
		return values, nil
	}
	coded := make([]string, len(entries))
	for i, entry := range entries {
		coded[i] = encode(entry)
	}
	sort.Strings(coded)
	return values, coded
}
