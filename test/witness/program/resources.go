package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"fleetlift/witness/early"
)

// kept: memory that stays in use until the process ends.
var kept [][]byte

// allocate megabytes and touch every page of them.
func allocate(megabytes int) {
	const megabyte = 1 << 20
	memory, err := syscall.Mmap(
		-1, 0, megabytes*megabyte, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err == nil {
		for i := 0; i < len(memory); i += os.Getpagesize() {
			memory[i] = 1
		}
		kept = append(kept, memory)
	}
	report("allocated", field{"megabytes", megabytes}, field{"error", reason(err)})
}

// forkChildren that only wait, of one thread each, until one is refused.
func forkChildren(number int) {
	var err error
	started := 0
	for started < number && err == nil {
		if pid := early.Fork(); pid < 0 {
			err = syscall.Errno(-pid)
		} else {
			started++
		}
	}
	report("forked", field{"asked", number}, field{"started", started}, field{"error", reason(err)})
}

// openFiles and keep them open, until one is refused.
func openFiles(number int) {
	var err error
	opened := 0
	for opened < number && err == nil {
		if _, err = syscall.Open(os.DevNull, syscall.O_RDONLY, 0); err == nil {
			opened++
		}
	}
	report("opened", field{"asked", number}, field{"opened", opened}, field{"error", reason(err)})
}

// notify: `@` at the beginning of the address is the abstract namespace, which package net spells the same.
func notify(words []string) bool {
	err := fmt.Errorf("NOTIFY_SOCKET is not set")
	if address := os.Getenv("NOTIFY_SOCKET"); address != "" {
		err = sendTo(address, strings.Join(words, "\n"))
	}
	report("notified", field{"error", reason(err)})
	return len(words) > 0
}

func sendTo(address, text string) error {
	connection, err := net.Dial("unixgram", address)
	if err != nil {
		return err
	}
	defer connection.Close()
	_, err = connection.Write([]byte(text))
	return err
}

func input([]string) bool {
	body, err := io.ReadAll(io.LimitReader(os.Stdin, mostBody))
	report("input", field{"body", string(body)}, field{"error", reason(err)})
	return true
}

// detach is what a daemon of Type=forking does: a child in a session of its own goes on, its number in the file.
func detach(words []string, rest [][]string) {
	argv := []string{os.Args[0], marker}
	for i, act := range rest {
		if i > 0 {
			argv = append(argv, separator)
		}
		argv = append(argv, act...)
	}
	pid, err := syscall.ForkExec("/proc/self/exe", argv, &syscall.ProcAttr{
		Env:   initialEnvironment(),
		Files: []uintptr{0, 1, 2},
		Sys:   &syscall.SysProcAttr{Setsid: true},
	})
	report("detached", field{"error", reason(err)})
	if err != nil {
		end(1)
	}
	if len(words) > 0 {
		_ = replaceFile(words[0], fmt.Sprintf("%d\n", pid))
	}
	os.Exit(0)
}
