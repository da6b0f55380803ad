package main

import (
	"strconv"
	"syscall"
	"unsafe"
)

// kindOf an open descriptor. (Go's runtime puts /dev/null where one of the three streams is closed.)
func kindOf(descriptor int) string {
	var facts syscall.Stat_t
	if syscall.Fstat(descriptor, &facts) != nil {
		return "closed"
	}
	switch facts.Mode & syscall.S_IFMT {
	case syscall.S_IFIFO:
		return "pipe"
	case syscall.S_IFSOCK:
		return "socket"
	case syscall.S_IFREG:
		return "file"
	case syscall.S_IFDIR:
		return "directory"
	case syscall.S_IFCHR:
		return kindOfCharacterDevice(descriptor, facts.Rdev)
	default:
		return "other"
	}
}

func kindOfCharacterDevice(descriptor int, device uint64) string {
	if major, minor := deviceNumber(device); major == 1 && minor == 3 {
		return "null device"
	}
	var terminal [64]byte
	_, _, errno := syscall.Syscall(
		syscall.SYS_IOCTL, uintptr(descriptor), syscall.TCGETS, uintptr(unsafe.Pointer(&terminal[0])))
	if errno == 0 {
		return "tty"
	}
	return "device"
}

// openDescriptors beyond the three streams, by number. Asked before anything else opens files.
func openDescriptors() map[string]string {
	const most = 64
	open := map[string]string{}
	for descriptor := 3; descriptor < most; descriptor++ {
		if kind := kindOf(descriptor); kind != "closed" {
			open[strconv.Itoa(descriptor)] = kind
		}
	}
	return open
}
