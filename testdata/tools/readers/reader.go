// What Go reads in each file that is named on standard input: the loop over pem.Decode with the labels that
// crypto/tls.X509KeyPair takes. Printed as by openssl.c.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"os"
	"strings"
)

func certificates(text []byte) string {
	var found []string
	for {
		var block *pem.Block
		block, text = pem.Decode(text)
		if block == nil {
			return strings.Join(found, ",")
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return strings.Join(found, ",")
		}
		found = append(found, hex.EncodeToString(certificate.Raw))
	}
}

func key(text []byte) string {
	for {
		var block *pem.Block
		block, text = pem.Decode(text)
		if block == nil {
			return ""
		}
		if block.Type != "PRIVATE KEY" && !strings.HasSuffix(block.Type, " PRIVATE KEY") {
			continue
		}
		return hex.EncodeToString(block.Bytes)
	}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		text, err := os.ReadFile(lines.Text())
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s\t%s\t%s\n", lines.Text(), certificates(text), key(text))
	}
}
