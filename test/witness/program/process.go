package main

import (
	"os"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// status is /proc/self/status by name.
type status map[string]string

func readStatus() status {
	facts := status{}
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return facts
	}
	for _, line := range strings.Split(string(text), "\n") {
		if name, value, found := strings.Cut(line, ":"); found {
			facts[name] = strings.TrimSpace(value)
		}
	}
	return facts
}

func (s status) text(name string) *string {
	value, found := s[name]
	if !found {
		return nil
	}
	return &value
}

func (s status) number(name string) *int {
	return maybe(strconv.Atoi(s[name]))
}

func (s status) flag(name string) *bool {
	value := s.number(name)
	if value == nil {
		return nil
	}
	set := *value != 0
	return &set
}

func textIn(path string) *string {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	trimmed := strings.TrimSpace(string(text))
	return &trimmed
}

func numberIn(path string) *int {
	text := textIn(path)
	if text == nil {
		return nil
	}
	return maybe(strconv.Atoi(*text))
}

func groups() []int {
	list, err := syscall.Getgroups()
	if err != nil {
		return nil
	}
	sorted := append([]int{}, list...)
	sort.Ints(sorted)
	return sorted
}

// userName is the first name that /etc/passwd has for the number.
func userName(uid int) *string {
	text, err := os.ReadFile("/etc/passwd")
	if err != nil {
		return nil
	}
	for _, line := range strings.Split(string(text), "\n") {
		parts := strings.Split(line, ":")
		if len(parts) > 2 && parts[2] == strconv.Itoa(uid) {
			return &parts[0]
		}
	}
	return nil
}

type names struct{ host, domain *string }

func utsName() names {
	var uts syscall.Utsname
	if syscall.Uname(&uts) != nil {
		return names{}
	}
	host, domain := untilZero(uts.Nodename[:]), untilZero(uts.Domainname[:])
	return names{&host, &domain}
}

func untilZero(characters []int8) string {
	var text []byte
	for _, character := range characters {
		if character == 0 {
			break
		}
		text = append(text, byte(character))
	}
	return string(text)
}

func readNamespaces() map[string]*string {
	inodes := map[string]*string{}
	for _, kind := range []string{"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"} {
		target, err := os.Readlink("/proc/self/ns/" + kind)
		inodes[kind] = maybe(strings.TrimSuffix(strings.TrimPrefix(target, kind+":["), "]"), err)
	}
	return inodes
}

// What prctl(2) can be asked for.
const (
	prGetSecureBits = 27
	prGetTimerSlack = 30
)

func asked(question uintptr) *int {
	answer, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, question, 0, 0)
	return maybe(int(answer), asError(errno))
}

func asError(errno syscall.Errno) error {
	if errno == 0 {
		return nil
	}
	return errno
}

// scheduling is of the whole process: nothing here changes single threads.
type scheduling struct {
	Nice         *int    `json:"nice"`
	Policy       *string `json:"policy"`
	Priority     *int    `json:"priority"`
	ResetOnFork  *bool   `json:"resetOnFork"`
	IoClass      *string `json:"ioClass"`
	IoPriority   *int    `json:"ioPriority"`
	Cpus         *string `json:"cpus"`
	Mems         *string `json:"mems"`
	TimerSlackNs *int    `json:"timerSlackNs"`
}

func readScheduling(status status) scheduling {
	const (
		resetOnFork      = 0x40000000
		ioprioWhoProcess = 1
	)
	facts := scheduling{
		Cpus:         status.text("Cpus_allowed_list"),
		Mems:         status.text("Mems_allowed_list"),
		TimerSlackNs: asked(prGetTimerSlack),
	}
	// The system call answers 20 - nice, so that an answer is never negative.
	if raised, _, errno := syscall.RawSyscall(syscall.SYS_GETPRIORITY, 0, 0, 0); errno == 0 {
		nice := 20 - int(raised)
		facts.Nice = &nice
	}
	if policy, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_GETSCHEDULER, 0, 0, 0); errno == 0 {
		name := nameAt([]string{"other", "fifo", "rr", "batch", "iso", "idle", "deadline", "ext"}, int(policy)&^resetOnFork)
		reset := int(policy)&resetOnFork != 0
		facts.Policy, facts.ResetOnFork = &name, &reset
	}
	var priority int32
	if _, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_GETPARAM, 0, uintptr(unsafe.Pointer(&priority)), 0); errno == 0 {
		number := int(priority)
		facts.Priority = &number
	}
	if answer, _, errno := syscall.RawSyscall(syscall.SYS_IOPRIO_GET, ioprioWhoProcess, 0, 0); errno == 0 {
		const classShift = 13
		name := nameAt([]string{"none", "realtime", "best-effort", "idle"}, int(answer)>>classShift)
		level := int(answer) & (1<<classShift - 1)
		facts.IoClass, facts.IoPriority = &name, &level
	}
	return facts
}

func nameAt(names []string, number int) string {
	if number >= 0 && number < len(names) {
		return names[number]
	}
	return strconv.Itoa(number)
}
