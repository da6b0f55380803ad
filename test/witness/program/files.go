package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// mostBody bytes of a file or an answer go into a line.
const mostBody = 4096

func put(words []string, event string, to func(path, text string) error) bool {
	if len(words) < 2 {
		return false
	}
	err := to(words[0], strings.Join(words[1:], " ")+"\n")
	report(event, field{"path", words[0]}, field{"error", reason(err)})
	return true
}

func replaceFile(path, text string) error { return os.WriteFile(path, []byte(text), 0o666) }

// appendFile in one write(2): other witnesses may append to the same file.
func appendFile(path, text string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.WriteString(text)
	return err
}

func onPath(act func(path string)) func(words []string) bool {
	return func(words []string) bool {
		if len(words) != 1 {
			return false
		}
		act(words[0])
		return true
	}
}

func readFile(path string) {
	file, err := os.Open(path)
	if err != nil {
		report("read", field{"path", path}, field{"body", nil}, field{"error", reason(err)})
		return
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, mostBody))
	report("read", field{"path", path}, field{"body", string(body)}, field{"error", reason(err)})
}

// listDirectory: `d0755 0:0 name` for each entry, sorted by name.
func listDirectory(path string) {
	entries, err := os.ReadDir(path)
	list := []string{}
	for _, entry := range entries {
		list = append(list, nodeText(filepath.Join(path, entry.Name()))+" "+entry.Name())
	}
	report("listed", field{"path", path}, field{"entries", list}, field{"error", reason(err)})
}

func statPath(path string) {
	event, facts, _ := appear([]string{path})
	report(event, facts...)
}

func appear(words []string) (string, []field, bool) {
	path := words[0]
	var facts syscall.Stat_t
	err := syscall.Lstat(path, &facts)
	return "stat", []field{{"path", path}, {"node", maybe(nodeText(path), err)}, {"error", reason(err)}}, err == nil
}

// nodeText: kind and mode, owner and group.
func nodeText(path string) string {
	var facts syscall.Stat_t
	if syscall.Lstat(path, &facts) != nil {
		return "?"
	}
	kinds := map[uint32]string{
		syscall.S_IFREG: "-", syscall.S_IFDIR: "d", syscall.S_IFLNK: "l", syscall.S_IFCHR: "c", syscall.S_IFBLK: "b",
		syscall.S_IFIFO: "p", syscall.S_IFSOCK: "s",
	}
	return fmt.Sprintf("%s%04o %d:%d", kinds[facts.Mode&syscall.S_IFMT], facts.Mode&0o7777, facts.Uid, facts.Gid)
}

func removePath(path string) {
	report("removed", field{"path", path}, field{"error", reason(os.Remove(path))})
}
