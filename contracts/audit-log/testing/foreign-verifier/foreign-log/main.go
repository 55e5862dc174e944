// Foreign-log is a log that this project did not write: tree, proofs and signatures by golang.org/x/mod/sumdb, cosignatures checked by
// filippo.io/torchwood. It calls a witness as C2SP tlog-witness says, and ends with a message and exit code 1 where an answer is not the expected one.
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "foreign.example/log"

type log struct {
	hashes []tlog.Hash
	signer note.Signer
	keys   note.Verifiers
	url    string
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		found[at] = l.hashes[index]
	}
	return found, nil
}

func main() {
	url := flag.String("url", "", "submission prefix of the witness")
	name := flag.String("name", "", "name of the witness")
	seed := flag.String("seed", "", "its private key in hexadecimal: the library makes the verifier out of it")
	vkey := flag.String("vkey", "", "its verifier key as it prints it itself")
	logs := flag.String("logs", "", "file in which the witness looks for logs")
	flag.Parse()
	if err := run(*url, *name, *seed, *vkey, *logs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(url, name, seed, vkey, logs string) error {
	bytes, err := hex.DecodeString(seed)
	if err != nil {
		return err
	}
	witness, err := torchwood.NewCosignatureSigner(name, ed25519.NewKeyFromSeed(bytes))
	if err != nil {
		return err
	}
	if witness.Verifier().String() != vkey {
		return fmt.Errorf("the library writes the witness's key %s", witness.Verifier())
	}
	private, public, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return err
	}
	if err := os.WriteFile(logs, []byte(public+"\n"), 0o600); err != nil {
		return err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return err
	}
	l := &log{signer: signer, keys: note.VerifierList(verifier, witness.Verifier()), url: url}
	return l.grow([]int64{1, 2, 3, 7, 8, 9, 100, 255, 256, 257, 1000})
}

// grow has each size cosigned, and sees a stale call and a spoilt proof refused on the way.
func (l *log) grow(sizes []int64) error {
	old := int64(0)
	for _, size := range sizes {
		if err := l.add(size); err != nil {
			return err
		}
		checkpoint, err := l.checkpoint(size)
		if err != nil {
			return err
		}
		var proof tlog.TreeProof
		if old > 0 {
			if proof, err = tlog.ProveTree(size, old, l); err != nil {
				return err
			}
		}
		if len(proof) > 0 {
			spoilt := append(tlog.TreeProof{}, proof...)
			spoilt[0][0] ^= 1
			if status, _, _, err := l.call(old, spoilt, checkpoint); err != nil || status != 422 {
				return fmt.Errorf("spoilt proof: expected 422, got %d %v", status, err)
			}
		}
		status, _, body, err := l.call(old, proof, checkpoint)
		if err != nil || status != 200 {
			return fmt.Errorf("from %d to %d: expected 200, got %d %s %v", old, size, status, body, err)
		}
		opened, err := note.Open(append(checkpoint, body...), l.keys)
		if err != nil || len(opened.Sigs) != 2 {
			return fmt.Errorf("size %d: expected two signatures that hold: %v", size, err)
		}
		if _, err := torchwood.CosignatureTimestamp(opened.Sigs[1]); err != nil {
			return err
		}
		status, kind, body, err := l.call(0, nil, checkpoint)
		if err != nil || status != 409 || kind != "text/x.tlog.size" || string(body) != fmt.Sprintf("%d\n", size) {
			return fmt.Errorf("stale: expected 409 with %d, got %d %s %s %v", size, status, kind, body, err)
		}
		old = size
	}
	fmt.Println(len(sizes))
	return nil
}

func (l *log) add(size int64) error {
	for n := tlogSize(l); n < size; n++ {
		hashes, err := tlog.StoredHashes(n, fmt.Appendf(nil, "entry %d", n), l)
		if err != nil {
			return err
		}
		l.hashes = append(l.hashes, hashes...)
	}
	return nil
}

// tlogSize counts the leaves among the stored hashes.
func tlogSize(l *log) int64 {
	n := int64(0)
	for tlog.StoredHashCount(n) < int64(len(l.hashes)) {
		n++
	}
	return n
}

func (l *log) checkpoint(size int64) ([]byte, error) {
	hash, err := tlog.TreeHash(size, l)
	if err != nil {
		return nil, err
	}
	text := torchwood.Checkpoint{Origin: origin, Tree: tlog.Tree{N: size, Hash: hash}}.String()
	return note.Sign(&note.Note{Text: text}, l.signer)
}

func (l *log) call(old int64, proof tlog.TreeProof, checkpoint []byte) (int, string, []byte, error) {
	var body strings.Builder
	fmt.Fprintf(&body, "old %d\n", old)
	for _, hash := range proof {
		fmt.Fprintf(&body, "%s\n", hash)
	}
	fmt.Fprintf(&body, "\n%s", checkpoint)
	answer, err := http.Post(l.url+"/add-checkpoint", "", strings.NewReader(body.String()))
	if err != nil {
		return 0, "", nil, err
	}
	defer answer.Body.Close()
	bytes, err := io.ReadAll(answer.Body)
	return answer.StatusCode, answer.Header.Get("Content-Type"), bytes, err
}
