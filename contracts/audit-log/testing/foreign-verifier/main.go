// Foreign-verifier checks a log's folder with code that this project did not write: golang.org/x/mod/sumdb and filippo.io/torchwood.
// It prints what it found as one line of JSON; anything wrong ends it with a message and exit code 1.
package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type found struct {
	Origin     string   `json:"origin"`
	Size       int64    `json:"size"`
	Entries    int64    `json:"entries"`
	SignedBy   []string `json:"signedBy"`
	Consistent []int64  `json:"consistent"`
	Proven     []int64  `json:"proven"`
}

func main() {
	dir := flag.String("dir", "", "folder of one origin")
	vkey := flag.String("key", "", "verifier key of the log")
	witness := flag.String("witness", "", "name:seed of a witness, the seed in hexadecimal (its key as the library makes it)")
	var olds, proofs list
	flag.Var(&olds, "old", "file of an older signed checkpoint")
	flag.Var(&proofs, "proof", "file of a proof in tlog-proof form with its entry as extra")
	flag.Parse()
	result, err := check(*dir, *vkey, *witness, olds, proofs)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(result)
}

func check(dir, vkey, witness string, olds, proofs []string) (*found, error) {
	keys, err := verifiers(vkey, witness)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return nil, err
	}
	now, signedBy, err := open(text, keys)
	if err != nil {
		return nil, err
	}
	result := &found{Origin: now.Origin, Size: now.N, SignedBy: signedBy}
	tiles := folder(dir)
	if result.Entries, err = countEntries(tiles, now.Tree); err != nil {
		return nil, err
	}
	hashes := torchwood.TileHashReaderWithContext(context.Background(), now.Tree, tiles)
	for _, name := range olds {
		size, err := checkOld(name, keys, now, hashes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		result.Consistent = append(result.Consistent, size)
	}
	for _, name := range proofs {
		index, err := checkProof(name, keys)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		result.Proven = append(result.Proven, index)
	}
	return result, nil
}

func verifiers(vkey, witness string) (note.Verifiers, error) {
	log, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	if witness == "" {
		return note.VerifierList(log), nil
	}
	name, digits, _ := strings.Cut(witness, ":")
	seed, err := hex.DecodeString(digits)
	if err != nil {
		return nil, err
	}
	signer, err := torchwood.NewCosignatureSigner(name, ed25519.NewKeyFromSeed(seed))
	if err != nil {
		return nil, err
	}
	return note.VerifierList(log, signer.Verifier()), nil
}

func open(text []byte, keys note.Verifiers) (torchwood.Checkpoint, []string, error) {
	opened, err := note.Open(text, keys)
	if err != nil {
		return torchwood.Checkpoint{}, nil, err
	}
	var names []string
	for _, sig := range opened.Sigs {
		names = append(names, sig.Name)
	}
	checkpoint, err := torchwood.ParseCheckpoint(opened.Text)
	return checkpoint, names, err
}

// countEntries reads every entry; the library compares each with the tiles and these with the root.
func countEntries(tiles folder, tree tlog.Tree) (int64, error) {
	client, err := torchwood.NewClient(tiles)
	if err != nil {
		return 0, err
	}
	next := int64(0)
	for next < tree.N {
		before := next
		for index := range client.Entries(context.Background(), tree, next) {
			if index != next {
				return 0, fmt.Errorf("entry %d where %d was expected", index, next)
			}
			next++
		}
		if err := client.Err(); err != nil {
			return 0, err
		}
		if next == before {
			return 0, fmt.Errorf("no entry %d", next)
		}
	}
	return next, nil
}

func checkOld(name string, keys note.Verifiers, now torchwood.Checkpoint, hashes tlog.HashReader) (int64, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	old, _, err := open(text, keys)
	if err != nil {
		return 0, err
	}
	proof, err := tlog.ProveTree(now.N, old.N, hashes)
	if err != nil {
		return 0, err
	}
	return old.N, tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash)
}

// checkProof takes a c2sp.org/tlog-proof file apart and checks it with the library's inclusion check.
func checkProof(name string, keys note.Verifiers) (int64, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	head, checkpoint, _ := bytes.Cut(text, []byte("\n\n"))
	rows := strings.Split(string(head), "\n")
	if len(rows) < 3 || rows[0] != "c2sp.org/tlog-proof@v1" {
		return 0, fmt.Errorf("no proof")
	}
	leaf, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(rows[1], "extra "))
	if err != nil {
		return 0, err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(rows[2], "index "), 10, 64)
	if err != nil {
		return 0, err
	}
	var proof tlog.RecordProof
	for _, row := range rows[3:] {
		hash, err := tlog.ParseHash(row)
		if err != nil {
			return 0, err
		}
		proof = append(proof, hash)
	}
	tree, _, err := open(checkpoint, keys)
	if err != nil {
		return 0, err
	}
	return index, tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(leaf))
}

// folder reads tiles where c2sp.org/tlog-tiles says that they are.
type folder string

func (dir folder) ReadTiles(_ context.Context, tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		bytes, err := os.ReadFile(filepath.Join(string(dir), torchwood.TilePath(tile)))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (dir folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (dir folder) ReadEndpoint(_ context.Context, path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(dir), path))
}

type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }
