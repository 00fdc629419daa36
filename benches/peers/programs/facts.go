// Subject, issuer and end of every certificate in a PEM file: printed once, or read so many times and
// the median of the time for one certificate printed in nanoseconds.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"sort"
	"strconv"
	"syscall"
)

type facts struct {
	subject, issuer string
	notAfter        int64
}

func read(text []byte) []facts {
	var all []facts
	for {
		var block *pem.Block
		block, text = pem.Decode(text)
		if block == nil {
			return all
		}
		one, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			panic(err)
		}
		all = append(all, facts{one.Subject.String(), one.Issuer.String(), one.NotAfter.Unix()})
	}
}

// Nanoseconds of all threads: what else runs on the machine does not count.
func processorTime() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	if len(os.Args) == 2 {
		for _, one := range read(text) {
			fmt.Println(one.subject, one.issuer, one.notAfter)
		}
		return
	}
	rounds, _ := strconv.Atoi(os.Args[2])
	times := make([]int, rounds)
	for round := range times {
		read(text)
		start := processorTime()
		count := len(read(text))
		times[round] = int(processorTime()-start) / count
	}
	sort.Ints(times)
	fmt.Println(times[rounds/2])
}
