package main

import (
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	marker    = "--do"
	separator = ","
	// badAct is EX_USAGE.
	badAct = 64
)

// actsOf the words after the last `--do`: lists of words, separated by a word `,`.
func actsOf(words []string) [][]string {
	begin := len(words)
	for i, word := range words {
		if word == marker {
			begin = i + 1
		}
	}
	acts := [][]string{}
	act := []string{}
	for _, word := range append(append([]string{}, words[begin:]...), separator) {
		if word != separator {
			act = append(act, word)
			continue
		}
		if len(act) > 0 {
			acts = append(acts, act)
		}
		act = []string{}
	}
	return acts
}

// acts by name. An act answers false when its words make no sense.
var acts map[string]func(words []string) bool

func init() {
	acts = map[string]func(words []string) bool{
		// exit CODE
		"exit": func(words []string) bool { return withNumber(words, end) },
		// sleep MS
		"sleep": func(words []string) bool {
			return withNumber(words, func(ms int) { time.Sleep(time.Duration(ms) * time.Millisecond) })
		},
		// wait: for signals, for ever
		"wait": func([]string) bool { select {} },
		// ignore SIGNAL…
		"ignore": ignore,
		// on SIGNAL [after MS] exit CODE | on SIGNAL [after MS] die
		"on": onSignal,
		// kill SIGNAL: itself
		"kill": func(words []string) bool { return withSignal(words, die) },
		// abort: SIGABRT, and a fault where that does not reach it, as abort(3) does
		"abort": func([]string) bool {
			die(syscall.SIGABRT)
			fault()
			return true
		},
		// fault: SIGSEGV by touching memory that is not there
		"fault": func([]string) bool {
			fault()
			return true
		},
		// say TEXT…
		"say": func(words []string) bool {
			report("said", field{"text", strings.Join(words, " ")})
			return true
		},
		// complain TEXT…: as it is, on standard error
		"complain": func(words []string) bool {
			writeWhole(syscall.Stderr, []byte(strings.Join(words, " ")+"\n"))
			return true
		},
		// state: another statement
		"state": func([]string) bool {
			report("statement", takeStatement()...)
			return true
		},
		// serve PORT [tcp|udp]
		"serve": serve,
		// get URL [every MS] [times N]; await the same, until the first answer
		"get":   func(words []string) bool { return ask(words, 1, fetch, false) },
		"await": func(words []string) bool { return ask(words, 1, fetch, true) },
		// connect HOST PORT [every MS] [times N]: until it is taken
		"connect": func(words []string) bool { return ask(words, 2, connect, true) },
		// send HOST PORT TEXT [every MS] [times N]: a datagram, until one comes back
		"send": func(words []string) bool { return ask(words, 3, send, true) },
		// resolve NAME [every MS] [times N]
		"resolve": func(words []string) bool { return ask(words, 1, resolve, true) },
		// appear PATH [every MS] [times N]: stat, until it is there
		"appear": func(words []string) bool { return ask(words, 1, appear, true) },
		// write PATH TEXT…, append PATH TEXT…: the text and a newline
		"write":  func(words []string) bool { return put(words, "wrote", replaceFile) },
		"append": func(words []string) bool { return put(words, "appended", appendFile) },
		// read PATH, list PATH, stat PATH, remove PATH
		"read":   onPath(readFile),
		"list":   onPath(listDirectory),
		"stat":   onPath(statPath),
		"remove": onPath(removePath),
		// allocate MB, fork N, open N
		"allocate": func(words []string) bool { return withNumber(words, allocate) },
		"fork":     func(words []string) bool { return withNumber(words, forkChildren) },
		"open":     func(words []string) bool { return withNumber(words, openFiles) },
		// notify TEXT: a datagram to $NOTIFY_SOCKET, sd_notify(3)
		"notify": notify,
		// input: reads standard input to its end
		"input": input,
		// detach [PIDFILE]: the acts that follow are those of a child; this process exits 0
		"detach": nil,
	}
}

// perform does one act after the other. What ends the process ends the list.
func perform(list [][]string) {
	for i, words := range list {
		if words[0] == "detach" {
			detach(words[1:], list[i+1:])
			return
		}
		act := acts[words[0]]
		if act == nil || !act(words[1:]) {
			report("unknown act", field{"words", words})
			end(badAct)
		}
	}
}

func withNumber(words []string, do func(number int)) bool {
	if len(words) != 1 {
		return false
	}
	number, err := strconv.Atoi(words[0])
	if err != nil {
		return false
	}
	do(number)
	return true
}

func withSignal(words []string, do func(number syscall.Signal)) bool {
	if len(words) != 1 || signalOf(words[0]) == 0 {
		return false
	}
	do(signalOf(words[0]))
	return true
}

func ignore(words []string) bool {
	for _, word := range words {
		if !withSignal([]string{word}, func(number syscall.Signal) { react(number, reaction{}) }) {
			return false
		}
	}
	return len(words) > 0
}

func onSignal(words []string) bool {
	if len(words) < 2 || signalOf(words[0]) == 0 {
		return false
	}
	answer := reaction{ends: true}
	rest := words[1:]
	if len(rest) > 2 && rest[0] == "after" {
		ms, err := strconv.Atoi(rest[1])
		if err != nil {
			return false
		}
		answer.after, rest = time.Duration(ms)*time.Millisecond, rest[2:]
	}
	switch {
	case len(rest) == 1 && rest[0] == "die":
		answer.dies = true
	case len(rest) == 2 && rest[0] == "exit":
		code, err := strconv.Atoi(rest[1])
		if err != nil {
			return false
		}
		answer.code = code
	default:
		return false
	}
	react(signalOf(words[0]), answer)
	return true
}
