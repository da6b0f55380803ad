// Package early knows what the process was given before Go's own runtime changed it. It imports nothing that would be
// initialised before it: package syscall raises the soft limit of open files when it is initialised.
package early

const (
	lastSignal  = 64
	nofile      = 7
	ignored     = 1
	sizeOfLimit = 2
)

// OpenFiles is the limit of open files: soft and hard. Zero when it could not be read.
var OpenFiles [sizeOfLimit]uint64

// Ignored tells, by the number of the signal, whether it was ignored when the program began.
var Ignored [lastSignal + 1]bool

func init() {
	if getrlimit(nofile, &OpenFiles) != 0 {
		OpenFiles = [sizeOfLimit]uint64{}
	}
	for signal := range Ignored {
		Ignored[signal] = forwarded(uintptr(signal)) == ignored
	}
}

// getrlimit is the system call: zero, or a negative error number.
func getrlimit(resource uintptr, limit *[sizeOfLimit]uint64) int64

// forwarded is what the runtime keeps of the action that a signal had before it set its own handler.
func forwarded(signal uintptr) uintptr

// Fork makes a child that only waits: one thread, every signal at its default action. It answers the child's pid, or a
// negative error number. A child with Go's runtime would be a handful of threads, which limits of tasks count.
func Fork() int64
