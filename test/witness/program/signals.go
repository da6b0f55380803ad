package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"fleetlift/witness/early"
)

const (
	firstRealtime = 34
	lastSignal    = 64
	// How often a witness that ignores a signal says that it is still there, and for how long.
	pulse     = 100 * time.Millisecond
	lastPulse = 120 * time.Second
)

// signalNames by number, signal(7).
var signalNames = []string{
	"", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
	"SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
	"SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
}

func signalName(number syscall.Signal) string {
	if int(number) < len(signalNames) {
		return signalNames[number]
	}
	if number == firstRealtime {
		return "SIGRTMIN"
	}
	return fmt.Sprintf("SIGRTMIN+%d", int(number)-firstRealtime)
}

// signalOf reads TERM, SIGTERM, 15, RTMIN+3, SIGRTMAX-1; zero for anything else.
func signalOf(word string) syscall.Signal {
	if number, err := strconv.Atoi(word); err == nil {
		return syscall.Signal(number)
	}
	name := "SIG" + strings.TrimPrefix(strings.ToUpper(word), "SIG")
	for number, known := range signalNames {
		if known == name {
			return syscall.Signal(number)
		}
	}
	for prefix, base := range map[string]int{"SIGRTMIN": firstRealtime, "SIGRTMAX": lastSignal} {
		rest, found := strings.CutPrefix(name, prefix)
		distance, err := strconv.Atoi(rest)
		if found && (err == nil || rest == "") {
			return syscall.Signal(base + distance)
		}
	}
	return 0
}

// signalsOf a mask of /proc/self/status; the two that belong to the C library are left out.
func signalsOf(mask *string) []string {
	if mask == nil {
		return nil
	}
	bits, err := strconv.ParseUint(*mask, 16, 64)
	if err != nil {
		return nil
	}
	names := []string{}
	for number := syscall.Signal(1); number <= lastSignal; number++ {
		if bits>>(number-1)&1 == 1 && number != firstRealtime-2 && number != firstRealtime-1 {
			names = append(names, signalName(number))
		}
	}
	return names
}

// ignoredSignals when the program began: those that Go's runtime has a handler for, and those that it leaves alone.
func ignoredSignals(status status) []string {
	left := signalsOf(status.text("SigIgn"))
	if left == nil {
		return nil
	}
	names := append([]string{}, left...)
	for number, ignored := range early.Ignored {
		if ignored && !contains(left, signalName(syscall.Signal(number))) {
			names = append(names, signalName(syscall.Signal(number)))
		}
	}
	return sorted(names)
}

func contains(words []string, word string) bool {
	for _, known := range words {
		if known == word {
			return true
		}
	}
	return false
}

// reaction is what the witness does after it has reported a signal.
type reaction struct {
	ends  bool
	after time.Duration
	code  int
	// dies: by the signal itself, at its default action.
	dies bool
}

var (
	reactionsLock sync.Mutex
	reactions     = map[syscall.Signal]reaction{}
)

func react(number syscall.Signal, with reaction) {
	reactionsLock.Lock()
	reactions[number] = with
	reactionsLock.Unlock()
}

func reactionTo(number syscall.Signal) reaction {
	reactionsLock.Lock()
	defer reactionsLock.Unlock()
	if known, found := reactions[number]; found {
		return known
	}
	// The kernel's own default for these is to do nothing.
	harmless := number == syscall.SIGWINCH || number == syscall.SIGCONT
	return reaction{ends: !harmless}
}

// watchSignals reports every signal that would end a program, from the first line on.
func watchSignals() {
	incoming := make(chan os.Signal, lastSignal)
	watched := []os.Signal{
		syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGUSR1, syscall.SIGUSR2,
		syscall.SIGALRM, syscall.SIGTERM, syscall.SIGSTKFLT, syscall.SIGVTALRM, syscall.SIGIO, syscall.SIGPWR,
		syscall.SIGXCPU, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGCHLD,
	}
	for number := firstRealtime; number <= lastSignal; number++ {
		watched = append(watched, syscall.Signal(number))
	}
	signal.Notify(incoming, watched...)
	go func() {
		for next := range incoming {
			number := next.(syscall.Signal)
			if number == syscall.SIGCHLD {
				reap()
				continue
			}
			report("signal", field{"signal", signalName(number)})
			follow(number, reactionTo(number))
		}
	}()
}

func follow(number syscall.Signal, with reaction) {
	if !with.ends {
		stayAlive()
		return
	}
	go func() {
		time.Sleep(with.after)
		if with.dies {
			die(number)
			return
		}
		end(with.code)
	}()
}

var pulses sync.Once

func stayAlive() {
	pulses.Do(func() {
		go func() {
			for begin := time.Now(); time.Since(begin) < lastPulse; {
				time.Sleep(pulse)
				report("alive")
			}
		}()
	})
}

// reap takes every child that has ended, as the first process of a namespace must.
func reap() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if err != nil || pid <= 0 {
			return
		}
	}
}

var ending sync.Mutex

// end says so and ends the process. Nobody else ends it or dies meanwhile.
func end(code int) {
	ending.Lock()
	report("exit", field{"code", code})
	os.Exit(code)
}

// die sends itself the signal at its default action. The first process of a namespace does not get it, and goes on.
func die(number syscall.Signal) {
	report("dies", field{"signal", signalName(number)})
	resetAction(number)
	runtime.LockOSThread()
	unblock(number)
	_ = syscall.Kill(syscall.Getpid(), number)
	time.Sleep(500 * time.Millisecond)
	report("survived", field{"signal", signalName(number)})
}

// fault touches memory that is not there: not even the first process of a namespace survives its own fault.
func fault() {
	report("dies", field{"signal", "SIGSEGV"})
	resetAction(syscall.SIGSEGV)
	nowhere := uintptr(16)
	*(*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&nowhere))) = 1
}

// resetAction goes around Go's runtime, which keeps a handler of its own for most signals.
func resetAction(number syscall.Signal) {
	var action [64]byte
	const sizeOfMask = 8
	_, _, _ = syscall.RawSyscall6(
		syscall.SYS_RT_SIGACTION, uintptr(number), uintptr(unsafe.Pointer(&action[0])), 0, sizeOfMask, 0, 0)
}

// unblock in this thread, which is enough for a signal that is sent to the process.
func unblock(number syscall.Signal) {
	const howUnblock = 1
	mask := uint64(1) << (number - 1)
	_, _, _ = syscall.RawSyscall6(
		syscall.SYS_RT_SIGPROCMASK, howUnblock, uintptr(unsafe.Pointer(&mask)), 0, unsafe.Sizeof(mask), 0, 0)
}

// pause says nothing, reaps, and ends on a signal to stop.
func pause() {
	incoming := make(chan os.Signal, lastSignal)
	signal.Notify(incoming, syscall.SIGTERM, syscall.SIGINT, syscall.SIGCHLD)
	for next := range incoming {
		if next != syscall.SIGCHLD {
			os.Exit(0)
		}
		reap()
	}
}
