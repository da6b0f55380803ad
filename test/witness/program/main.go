// The witness says what it was started with, one JSON object a line on standard output, and then does what its last
// words say. `test/witness/statement.ts` has the types of the lines, acts.go the acts.
package main

import (
	"os"
	"path/filepath"
)

func main() {
	if isPause(os.Args) {
		pause()
	}
	begin()
	watchSignals()
	report("statement", takeStatement()...)
	perform(actsOf(os.Args))
	select {}
}

// isPause: the program of a Pod's sandbox, `witness pause`, or the same file under the name `pause`.
func isPause(words []string) bool {
	if len(words) > 0 && filepath.Base(words[0]) == "pause" {
		return true
	}
	return len(words) == 2 && words[1] == "pause"
}
