package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"sort"
	"strconv"
	"time"
)

const (
	askTimeout   = 2 * time.Second
	defaultEvery = 200
	defaultTimes = 100
)

// question asks one peer once. It answers the line to report, and whether the peer answered.
type question func(words []string) (event string, fields []field, answered bool)

// ask does it as often as `every MS` and `times N` after its own words say. With untilAnswered only the last is
// reported, and the first answer is the last.
func ask(words []string, own int, once question, untilAnswered bool) bool {
	if len(words) < own {
		return false
	}
	every, times, ok := rhythm(words[own:], untilAnswered)
	if !ok {
		return false
	}
	for i := range times {
		if i > 0 {
			time.Sleep(every)
		}
		event, fields, answered := once(words[:own])
		last := answered || i == times-1
		if !untilAnswered || last {
			report(event, fields...)
		}
		if untilAnswered && answered {
			break
		}
	}
	return true
}

func rhythm(words []string, repeated bool) (every time.Duration, times int, ok bool) {
	ms := defaultEvery
	times = 1
	if repeated {
		times = defaultTimes
	}
	for i := 0; i < len(words); i += 2 {
		if i+1 == len(words) {
			return 0, 0, false
		}
		number, err := strconv.Atoi(words[i+1])
		if err != nil {
			return 0, 0, false
		}
		switch words[i] {
		case "every":
			ms = number
		case "times":
			times = number
		default:
			return 0, 0, false
		}
	}
	return time.Duration(ms) * time.Millisecond, times, true
}

func refused(from string, err error) (string, []field, bool) {
	return "refused", []field{{"from", from}, {"error", reason(err)}}, false
}

func fetch(words []string) (string, []field, bool) {
	client := http.Client{
		Timeout:   askTimeout,
		Transport: &http.Transport{DisableKeepAlives: true, Proxy: nil},
	}
	answer, err := client.Get(words[0])
	if err != nil {
		return refused(words[0], err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostBody))
	if err != nil {
		return refused(words[0], err)
	}
	return "got", []field{{"from", words[0]}, {"status", answer.StatusCode}, {"body", string(body)}}, true
}

func connect(words []string) (string, []field, bool) {
	address := net.JoinHostPort(words[0], words[1])
	connection, err := net.DialTimeout("tcp", address, askTimeout)
	if err != nil {
		return refused(address, err)
	}
	defer connection.Close()
	return "connected", []field{{"from", address}}, true
}

func send(words []string) (string, []field, bool) {
	address := net.JoinHostPort(words[0], words[1])
	connection, err := net.DialTimeout("udp", address, askTimeout)
	if err != nil {
		return refused(address, err)
	}
	defer connection.Close()
	_ = connection.SetDeadline(time.Now().Add(askTimeout))
	if _, err := connection.Write([]byte(words[2])); err != nil {
		return refused(address, err)
	}
	body := make([]byte, mostBody)
	size, err := connection.Read(body)
	if err != nil {
		return refused(address, err)
	}
	return "got", []field{{"from", address}, {"status", nil}, {"body", string(body[:size])}}, true
}

func resolve(words []string) (string, []field, bool) {
	limited, cancel := context.WithTimeout(context.Background(), askTimeout)
	defer cancel()
	addresses, err := net.DefaultResolver.LookupHost(limited, words[0])
	if err != nil {
		return refused(words[0], err)
	}
	sort.Strings(addresses)
	return "resolved", []field{{"from", words[0]}, {"addresses", addresses}}, true
}
