package main

import (
	"encoding/hex"
	"net"
	"net/netip"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

// A file of hosts that is empty is looked at again after rewriting, so often.
const (
	rewriting = 50 * time.Millisecond
	looks     = 20
)

// readHosts: the addresses of each name, in the order of the file. A kubelet empties it and writes it anew whenever it
// starts another container of the Pod.
func readHosts(path string) map[string][]string {
	for look := 1; ; look++ {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		if addresses := hostsIn(string(text)); len(addresses) > 0 || look == looks {
			return addresses
		}
		time.Sleep(rewriting)
	}
}

func hostsIn(text string) map[string][]string {
	addresses := map[string][]string{}
	for _, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		for _, name := range words[1:] {
			addresses[name] = append(addresses[name], words[0])
		}
	}
	return addresses
}

type resolver struct {
	Nameservers []string `json:"nameservers"`
	Search      []string `json:"search"`
	Options     []string `json:"options"`
}

// readResolver, resolv.conf(5): the last `search` counts, `domain` is one of a single word.
func readResolver(path string) *resolver {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	facts := resolver{[]string{}, []string{}, []string{}}
	for _, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		switch words[0] {
		case "nameserver":
			facts.Nameservers = append(facts.Nameservers, words[1])
		case "search", "domain":
			facts.Search = words[1:]
		case "options":
			facts.Options = append(facts.Options, words[1:]...)
		}
	}
	return &facts
}

type networkInterface struct {
	Mtu       int      `json:"mtu"`
	Flags     []string `json:"flags"`
	Mac       string   `json:"mac"`
	Addresses []string `json:"addresses"`
}

func readInterfaces() map[string]networkInterface {
	list, err := net.Interfaces()
	if err != nil {
		return nil
	}
	facts := map[string]networkInterface{}
	for _, device := range list {
		addresses := []string{}
		if known, err := device.Addrs(); err == nil {
			for _, address := range known {
				addresses = append(addresses, address.String())
			}
		}
		facts[device.Name] = networkInterface{
			Mtu:       device.MTU,
			Flags:     sorted(strings.Split(device.Flags.String(), "|")),
			Mac:       device.HardwareAddr.String(),
			Addresses: sorted(addresses),
		}
	}
	return facts
}

// ownPorts: the sockets of this process that wait for others, `tcp 0.0.0.0:80`, `udp [::]:53`.
func ownPorts() []string {
	inodes := ownSockets()
	if inodes == nil {
		return nil
	}
	ports := []string{}
	for _, table := range []struct{ name, waiting string }{{"tcp", "0A"}, {"tcp6", "0A"}, {"udp", "07"}, {"udp6", "07"}} {
		text, err := os.ReadFile("/proc/self/net/" + table.name)
		if err != nil {
			continue
		}
		for _, line := range strings.Split(string(text), "\n") {
			words := strings.Fields(line)
			if len(words) > 9 && words[3] == table.waiting && inodes[words[9]] {
				ports = append(ports, strings.TrimSuffix(table.name, "6")+" "+socketAddress(words[1]))
			}
		}
	}
	sort.Strings(ports)
	return ports
}

func ownSockets() map[string]bool {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return nil
	}
	inodes := map[string]bool{}
	for _, entry := range entries {
		target, err := os.Readlink("/proc/self/fd/" + entry.Name())
		if inode, isSocket := strings.CutPrefix(target, "socket:["); err == nil && isSocket {
			inodes[strings.TrimSuffix(inode, "]")] = true
		}
	}
	return inodes
}

// socketAddress reads the kernel's hexadecimal form: 32-bit words in the order of the machine, then the port.
func socketAddress(text string) string {
	host, port, _ := strings.Cut(text, ":")
	raw, err := hex.DecodeString(host)
	number, portErr := strconv.ParseUint(port, 16, 16)
	if err != nil || portErr != nil {
		return text
	}
	for i := 0; i+4 <= len(raw); i += 4 {
		raw[i], raw[i+1], raw[i+2], raw[i+3] = raw[i+3], raw[i+2], raw[i+1], raw[i]
	}
	address, ok := netip.AddrFromSlice(raw)
	if !ok {
		return text
	}
	return netip.AddrPortFrom(address, uint16(number)).String()
}
