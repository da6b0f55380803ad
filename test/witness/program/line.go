package main

import (
	"bytes"
	"encoding/json"
	"sync"
	"syscall"
	"time"
)

// field is one member of a line, in the order it is written.
type field struct {
	name  string
	value any
}

var output sync.Mutex

// report writes one line: the event, the time in Unix milliseconds, and what belongs to it.
func report(event string, fields ...field) {
	var line bytes.Buffer
	line.WriteString(`{"event":`)
	line.Write(asJSON(event))
	line.WriteString(`,"at":`)
	line.Write(asJSON(time.Now().UnixMilli()))
	for _, f := range fields {
		line.WriteByte(',')
		line.Write(asJSON(f.name))
		line.WriteByte(':')
		line.Write(asJSON(f.value))
	}
	line.WriteString("}\n")
	output.Lock()
	defer output.Unlock()
	writeWhole(syscall.Stdout, line.Bytes())
}

// writeWhole hands all bytes to one write(2); only what that did not take is written again. Errors are of no interest:
// a witness whose reader has gone goes on with its acts.
func writeWhole(descriptor int, text []byte) {
	for len(text) > 0 {
		written, err := syscall.Write(descriptor, text)
		switch err {
		case nil:
			text = text[written:]
		case syscall.EINTR:
		case syscall.EAGAIN:
			time.Sleep(time.Millisecond)
		default:
			return
		}
	}
}

func asJSON(value any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return []byte("null")
	}
	return bytes.TrimRight(text.Bytes(), "\n")
}

// reason is an error as the kernel words it, without the path and the operation around it; null for none.
func reason(err error) *string {
	if err == nil {
		return nil
	}
	text := innermost(err).Error()
	return &text
}

func innermost(err error) error {
	for {
		wrapper, ok := err.(interface{ Unwrap() error })
		if !ok || wrapper.Unwrap() == nil {
			return err
		}
		err = wrapper.Unwrap()
	}
}
