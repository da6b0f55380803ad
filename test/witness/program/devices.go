package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
)

// notDevices are directories and links that every /dev has and that say nothing about devices.
var notDevices = map[string]bool{
	"fd": true, "stdin": true, "stdout": true, "stderr": true, "pts": true, "shm": true, "mqueue": true, "hugepages": true,
}

// consoles are dozens of nodes that say nothing more than the first of their kind.
var consoles = regexp.MustCompile(`^(tty|vcs[au]?|loop)\d+$`)

// deviceNodes: by path, `c 1:3 0666 0:0`, or `→ target` for a link. Other files are not told.
func deviceNodes(top string) map[string]string {
	entries, err := os.ReadDir(top)
	if err != nil {
		return nil
	}
	nodes := map[string]string{}
	for _, entry := range entries {
		path := filepath.Join(top, entry.Name())
		if top == "/dev" && (notDevices[entry.Name()] || consoles.MatchString(entry.Name())) {
			continue
		}
		if entry.IsDir() {
			for inner, node := range deviceNodes(path) {
				nodes[inner] = node
			}
			continue
		}
		if node := deviceNode(path); node != "" {
			nodes[path] = node
		}
	}
	return nodes
}

func deviceNode(path string) string {
	var facts syscall.Stat_t
	if syscall.Lstat(path, &facts) != nil {
		return ""
	}
	switch facts.Mode & syscall.S_IFMT {
	case syscall.S_IFLNK:
		target, _ := os.Readlink(path)
		return "→ " + target
	case syscall.S_IFCHR:
		return "c " + numbers(facts)
	case syscall.S_IFBLK:
		return "b " + numbers(facts)
	default:
		return ""
	}
}

func numbers(facts syscall.Stat_t) string {
	major, minor := deviceNumber(facts.Rdev)
	return fmt.Sprintf("%d:%d %04o %d:%d", major, minor, facts.Mode&07777, facts.Uid, facts.Gid)
}

// deviceNumber takes the kernel's encoding of a 64-bit device number apart.
func deviceNumber(device uint64) (major, minor uint64) {
	major = device>>8&0xfff | device>>32&^0xfff
	minor = device&0xff | device>>12&^0xff
	return major, minor
}
