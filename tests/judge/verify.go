// An outside judge of our log: Go's own golang.org/x/mod/sumdb packages read a directory of tlog-tiles and say whether they
// believe it. They know nothing of us.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -o verify verify.go      (Debian: golang-golang-x-mod-dev)
//	./verify DIRECTORY VERIFIER-KEY
//
// Prints "good: N entries, N proofs" and ends with 0, or "refused: why" and ends with 1.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// tiles reads hash tiles from files. The package says tile/H/L/N where C2SP tlog-tiles says tile/L/N.
type tiles struct{ directory string }

func (t tiles) Height() int                       { return height }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		content, err := os.ReadFile(filepath.Join(t.directory, "tile", path))
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

// signedTree is the tree of the checkpoint, once its signature holds.
func signedTree(directory, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	message, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("the checkpoint has not three lines, or another origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("the checkpoint's root is no hash")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// entriesOf cuts an entry bundle: a length of two bytes, big-endian, before each entry.
func entriesOf(bundle []byte) ([][]byte, error) {
	var all [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return nil, errors.New("an entry bundle is cut short")
		}
		size := int(binary.BigEndian.Uint16(bundle))
		all = append(all, bundle[2:2+size])
		bundle = bundle[2+size:]
	}
	return all, nil
}

func checkEntries(directory string, tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += 256 {
		width := tree.N - first
		if width > 256 {
			width = 256
		}
		path := strings.TrimPrefix(tlog.Tile{H: height, L: -1, N: first / 256, W: int(width)}.Path(), fmt.Sprintf("tile/%d/data/", height))
		bundle, err := os.ReadFile(filepath.Join(directory, "tile", "entries", path))
		if err != nil {
			return err
		}
		entries, err := entriesOf(bundle)
		if err != nil {
			return err
		}
		if int64(len(entries)) != width {
			return fmt.Errorf("the bundle at %d has %d entries and not %d", first, len(entries), width)
		}
		var places []int64
		for i := range entries {
			places = append(places, tlog.StoredHashIndex(0, first+int64(i)))
		}
		kept, err := hashes.ReadHashes(places)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != kept[i] {
				return fmt.Errorf("entry %d differs from its leaf", first+int64(i))
			}
		}
	}
	return nil
}

// checkProofs asks for proofs all over the tree, and checks that each is refused for something else.
func checkProofs(tree tlog.Tree, hashes tlog.HashReader) (int, error) {
	step := tree.N/200 + 1
	proofs := 0
	for i := int64(0); i < tree.N; i += step {
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
		if err != nil {
			return proofs, err
		}
		inclusion, err := tlog.ProveRecord(tree.N, i, hashes)
		if err != nil {
			return proofs, err
		}
		if err := tlog.CheckRecord(inclusion, tree.N, tree.Hash, i, leaf[0]); err != nil {
			return proofs, err
		}
		if tlog.CheckRecord(inclusion, tree.N, tree.Hash, i, tlog.RecordHash([]byte("another"))) == nil {
			return proofs, errors.New("an inclusion proof holds for another entry")
		}
		consistency, err := tlog.ProveTree(tree.N, i+1, hashes)
		if err != nil {
			return proofs, err
		}
		older, err := tlog.TreeHash(i+1, hashes)
		if err != nil {
			return proofs, err
		}
		if err := tlog.CheckTree(consistency, tree.N, tree.Hash, i+1, older); err != nil {
			return proofs, err
		}
		proofs += 2
	}
	return proofs, nil
}

// checkReceipts believes the .tlog-proof files made by the log itself: receipts/N is for entry N, counted from 0.
func checkReceipts(directory, key string) (int, error) {
	files, err := filepath.Glob(filepath.Join(directory, "receipts", "*"))
	if err != nil {
		return 0, err
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		parts := strings.SplitN(string(content), "\n\n", 2)
		lines := strings.Split(parts[0], "\n")
		if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
			return 0, errors.New("a receipt is not a tlog-proof")
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		if err != nil {
			return 0, err
		}
		var proof tlog.RecordProof
		for _, line := range lines[2:] {
			raw, err := base64.StdEncoding.Strict().DecodeString(line)
			if err != nil || len(raw) != tlog.HashSize {
				return 0, errors.New("a receipt's path is no list of hashes")
			}
			var hash tlog.Hash
			copy(hash[:], raw)
			proof = append(proof, hash)
		}
		checkpoint := filepath.Join(directory, "receipt-checkpoint")
		if err := os.MkdirAll(checkpoint, 0o755); err != nil {
			return 0, err
		}
		if err := os.WriteFile(filepath.Join(checkpoint, "checkpoint"), []byte(parts[1]), 0o644); err != nil {
			return 0, err
		}
		tree, err := signedTree(checkpoint, key)
		if err != nil {
			return 0, err
		}
		entry, err := os.ReadFile(filepath.Join(directory, "receipt-entries", filepath.Base(file)))
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			return 0, fmt.Errorf("receipt %s: %w", filepath.Base(file), err)
		}
	}
	return len(files), nil
}

func judge(directory, key string) (string, error) {
	tree, err := signedTree(directory, key)
	if err != nil {
		return "", err
	}
	hashes := tlog.TileHashReader(tree, tiles{directory})
	if err := checkEntries(directory, tree, hashes); err != nil {
		return "", err
	}
	proofs, err := checkProofs(tree, hashes)
	if err != nil {
		return "", err
	}
	receipts, err := checkReceipts(directory, key)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d entries, %d proofs, %d receipts", tree.N, proofs, receipts), nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Println("usage: verify DIRECTORY VERIFIER-KEY")
		os.Exit(2)
	}
	said, err := judge(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("good:", said)
}
