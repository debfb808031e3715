// Oracle: what BuildKit's own parser makes of a Dockerfile, to compare this project's parser with.
// Run it as `npm run oracle -- <folder or .jsonl.gz>`; it is optional, nothing else in the project needs Go.
// By hand: `go build -o oracle . && ./oracle < in.jsonl > out.jsonl`, {"id","text"} lines in, answers out in the same order.
//
//   - error, errorLine: parser.Parse. Instructions beside an error end before it (only a physical line over 64 kB gives both).
//   - stages or stageError, stageErrorLine: instructions.Parse over the tree (unknown instructions, flags, arguments), up to its
//     first error. What the builder checks after that is not seen: no stage at all is no error here.
//   - Lines count from 1; for a bad parser directive and a too long line BuildKit names the line before; endLine includes heredocs.
//   - args are the values of the node as the parser hands them on: for ENV and LABEL a name, a value and "=" (or "" in the legacy form).
//   - original is the logical line without comments; json is there, if only as [], when the JSON form was taken (HEALTHCHECK: of
//     what follows CMD); a heredoc's content keeps its tabs under <<-; trigger is what follows ONBUILD, its lines are 0.
//
// A line {"id","word","env","escape"} asks the builder's lexer instead: {"id","value"} or {"id","error"} (shell.Lex, ProcessWord).
//
// Text is UTF-8 both ways: invalid bytes and lone surrogates become U+FFFD before BuildKit sees them.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type object = map[string]any

type input struct {
	ID     string   `json:"id"`
	Text   string   `json:"text"`
	Word   *string  `json:"word"`
	Env    []string `json:"env"`
	Escape string   `json:"escape"`
}

type answer struct {
	ID             string        `json:"id"`
	Error          string        `json:"error,omitempty"`
	ErrorLine      int           `json:"errorLine,omitempty"`
	Escape         string        `json:"escape"`
	Instructions   []instruction `json:"instructions"`
	Stages         []object      `json:"stages,omitzero"`
	StageError     string        `json:"stageError,omitempty"`
	StageErrorLine int           `json:"stageErrorLine,omitempty"`
}

type instruction struct {
	Keyword   string       `json:"keyword"`
	StartLine int          `json:"startLine"`
	EndLine   int          `json:"endLine"`
	Flags     []string     `json:"flags"`
	Original  string       `json:"original"`
	Args      []string     `json:"args"`
	JSON      []string     `json:"json,omitzero"`
	Heredocs  []object     `json:"heredocs"`
	Trigger   *instruction `json:"trigger,omitempty"`
}

func describe(node *parser.Node) instruction {
	out := instruction{Keyword: strings.ToUpper(node.Value), StartLine: node.StartLine, EndLine: node.EndLine,
		Flags: append([]string{}, node.Flags...), Original: node.Original, Args: []string{}, Heredocs: []object{}}
	for arg := node.Next; arg != nil && len(arg.Children) == 0; arg = arg.Next {
		out.Args = append(out.Args, arg.Value)
	}
	next := node.Next
	if node.Attributes["json"] {
		out.JSON = []string{}
		if out.Keyword == "HEALTHCHECK" {
			next = next.Next // the first is its type, CMD
		}
		for ; next != nil; next = next.Next {
			out.JSON = append(out.JSON, next.Value)
		}
	} else if next != nil && len(next.Children) == 1 {
		trigger := describe(next.Children[0])
		out.Trigger = &trigger
	}
	for _, h := range node.Heredocs {
		out.Heredocs = append(out.Heredocs, object{"name": h.Name, "content": h.Content, "expand": h.Expand, "chomp": h.Chomp, "fd": h.FileDescriptor})
	}
	return out
}

// The message without a stack, and the line that BuildKit would point at.
func explain(err error) (string, int) {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return err.Error(), located.Locations[0][0].Start.Line
	}
	return err.Error(), 0
}

func ask(in input) (out answer) {
	out = answer{ID: in.ID, Escape: string(parser.DefaultEscapeToken), Instructions: []instruction{}}
	defer func() {
		if p := recover(); p != nil {
			out.Error = fmt.Sprintf("panic in BuildKit: %v", p)
		}
	}()
	result, err := parser.Parse(strings.NewReader(in.Text))
	if err != nil {
		out.Error, out.ErrorLine = explain(err)
	}
	if result == nil {
		return out
	}
	out.Escape = string(result.EscapeToken)
	for _, node := range result.AST.Children {
		out.Instructions = append(out.Instructions, describe(node))
	}
	stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{}))
	if err != nil {
		out.StageError, out.StageErrorLine = explain(err)
		return out
	}
	out.Stages = []object{}
	for _, s := range stages {
		out.Stages = append(out.Stages, object{"name": s.Name, "base": s.BaseName, "platform": s.Platform})
	}
	return out
}

// What the builder's lexer makes of a word.
func expand(in input) object {
	escape := parser.DefaultEscapeToken
	if in.Escape != "" {
		escape = rune(in.Escape[0])
	}
	value, _, err := shell.NewLex(escape).ProcessWord(*in.Word, shell.EnvsFromSlice(in.Env))
	if err != nil {
		return object{"id": in.ID, "error": err.Error()}
	}
	return object{"id": in.ID, "value": value}
}

func run() error {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for number := 1; ; number++ {
		line, end := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var i input
			if err := json.Unmarshal(line, &i); err != nil {
				return fmt.Errorf("line %d: %w", number, err)
			}
			var out any = ask(i)
			if i.Word != nil {
				out = expand(i)
			}
			if err := encoder.Encode(out); err != nil {
				return err
			}
		}
		if end == io.EOF {
			return out.Flush()
		} else if end != nil {
			return end
		}
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}
