package main

import (
	"net"
	"net/http"
	"strconv"
	"strings"
)

// serve PORT [tcp|udp] in the background: HTTP on TCP, an echo on UDP.
func serve(words []string) bool {
	if len(words) < 1 || len(words) > 2 {
		return false
	}
	protocol := "tcp"
	if len(words) == 2 {
		protocol = words[1]
	}
	port, err := strconv.Atoi(words[0])
	if err != nil || protocol != "tcp" && protocol != "udp" {
		return false
	}
	if protocol == "tcp" {
		err = serveStatements(":" + words[0])
	} else {
		err = serveEcho(":" + words[0])
	}
	report("serves", field{"port", port}, field{"protocol", protocol}, field{"error", reason(err)})
	return true
}

func serveStatements(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go func() { _ = http.Serve(listener, http.HandlerFunc(answer)) }()
	return nil
}

// answer: `/` the statement as it is now, `/NAME` one field of it, `/exit/CODE` ends the witness.
func answer(writer http.ResponseWriter, request *http.Request) {
	name := strings.TrimPrefix(request.URL.Path, "/")
	if text, found := strings.CutPrefix(name, "exit/"); found {
		if code, err := strconv.Atoi(text); err == nil {
			end(code)
		}
	}
	facts := takeStatement()
	if name == "" {
		writeJSON(writer, facts)
		return
	}
	for _, fact := range facts {
		if fact.name == name {
			_, _ = writer.Write(append(asJSON(fact.value), '\n'))
			return
		}
	}
	http.NotFound(writer, request)
}

func writeJSON(writer http.ResponseWriter, facts []field) {
	members := make([]string, len(facts))
	for i, fact := range facts {
		members[i] = string(asJSON(fact.name)) + ":" + string(asJSON(fact.value))
	}
	_, _ = writer.Write([]byte("{" + strings.Join(members, ",") + "}\n"))
}

func serveEcho(address string) error {
	connection, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	go func() {
		text := make([]byte, mostBody)
		for {
			size, from, err := connection.ReadFrom(text)
			if err != nil {
				return
			}
			_, _ = connection.WriteTo(text[:size], from)
		}
	}()
	return nil
}
