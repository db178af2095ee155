// Tries go-openai, which asks once and never again by itself, and net/http over HTTP/2; the last line says how many tests passed
// and failed.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

const (
	model   = "openai/gpt-oss-20b"
	longest = 20 * time.Second
)

// mock is a server in a process of its own; it stops when its standard input is closed.
type mock struct {
	url     string
	process *exec.Cmd
	stdin   io.WriteCloser
}

// launch starts a server; what it prints is to be read.
func launch(arguments ...string) (*mock, *bufio.Reader, error) {
	process := exec.Command("node", arguments...)
	stdin, err := process.StdinPipe()
	if err != nil {
		return nil, nil, err
	}
	stdout, err := process.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	return &mock{process: process, stdin: stdin}, bufio.NewReader(stdout), process.Start()
}

func startMock(launcher string) (*mock, error) {
	server, lines, err := launch(launcher)
	if err != nil {
		return nil, err
	}
	line, err := lines.ReadString('\n')
	server.url = strings.TrimSpace(line)
	return server, err
}

func (m *mock) stop() {
	m.stdin.Close()
	m.process.Wait()
}

// client speaks to a scenario of the mock, in a session of its own.
func (m *mock) client(scenario, session string) *openai.Client {
	config := openai.DefaultConfig("gsk_test")
	config.BaseURL = fmt.Sprintf("%s/scenario/%s/session/%s/openai/v1", m.url, scenario, session)
	return openai.NewClientWithConfig(config)
}

type entry struct {
	Status      *int    `json:"status"`
	EndedBy     string  `json:"endedBy"`
	OffsetMs    float64 `json:"offsetMs"`
	Connection  int     `json:"connection"`
	HTTPVersion string  `json:"httpVersion"`
}

// entries are those of a session's journal, once there are as many as expected.
func (m *mock) entries(session string, expected int) ([]entry, error) {
	giveUpAt := time.Now().Add(longest)
	for {
		answer, err := http.Get(m.url + "/__mock/sessions/" + session + "/journal?limit=1000")
		if err != nil {
			return nil, err
		}
		var page struct{ Entries []entry }
		err = json.NewDecoder(answer.Body).Decode(&page)
		answer.Body.Close()
		if err != nil {
			return nil, err
		}
		if len(page.Entries) >= expected {
			return page.Entries, nil
		}
		if time.Now().After(giveUpAt) {
			return nil, fmt.Errorf("the journal of %s has %d of %d entries", session, len(page.Entries), expected)
		}
		// an entry is written when its exchange is over, which may be after the client has read the answer
		time.Sleep(20 * time.Millisecond)
	}
}

func request() openai.ChatCompletionRequest {
	return openai.ChatCompletionRequest{
		Model:    model,
		Messages: []openai.ChatCompletionMessage{{Role: "user", Content: "Hello"}},
	}
}

func whole(ctx context.Context, client *openai.Client) (string, error) {
	answer, err := client.CreateChatCompletion(ctx, request())
	if err != nil {
		return "", err
	}
	return answer.Choices[0].Message.Content, nil
}

func streamed(ctx context.Context, client *openai.Client) (string, error) {
	stream, err := client.CreateChatCompletionStream(ctx, request())
	if err != nil {
		return "", err
	}
	defer stream.Close()
	text := ""
	for {
		chunk, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return text, err
		}
		if len(chunk.Choices) > 0 {
			text += chunk.Choices[0].Delta.Content
		}
	}
}

func called(ctx context.Context, client *openai.Client) (string, error) {
	asked := request()
	asked.ToolChoice = "required"
	asked.Tools = []openai.Tool{{Type: openai.ToolTypeFunction, Function: &openai.FunctionDefinition{
		Name: "weather",
		Parameters: json.RawMessage(
			`{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}`,
		),
	}}}
	answer, err := client.CreateChatCompletion(ctx, asked)
	if err != nil {
		return "", err
	}
	var arguments struct{ City string }
	call := answer.Choices[0].Message.ToolCalls[0].Function
	if err := json.Unmarshal([]byte(call.Arguments), &arguments); err != nil {
		return "", err
	}
	return call.Name + " " + arguments.City, nil
}

type asking struct {
	name string
	ask  func(context.Context, *openai.Client) (string, error)
}

type proof struct {
	title string
	prove func(context.Context) error
}

// meets proves that a status arrives as the SDK's own error, after one request.
func meets(m *mock, way asking, status int) proof {
	return proof{fmt.Sprintf("go-openai meets %d (%s)", status, way.name), func(ctx context.Context) error {
		session := fmt.Sprintf("go-%s-%d", way.name, status)
		text, err := way.ask(ctx, m.client(fmt.Sprintf("status-%d", status), session))
		var refused *openai.APIError
		if !errors.As(err, &refused) || refused.HTTPStatusCode != status || refused.Message == "" {
			return fmt.Errorf("expected an APIError with %d and a message, seen %q and %v", status, text, err)
		}
		entries, err := m.entries(session, 1)
		if err == nil && (len(entries) != 1 || *entries[0].Status != status) {
			err = fmt.Errorf("the journal has %+v", entries)
		}
		return err
	}}
}

func proofs(m *mock) []proof {
	ways := []asking{{"whole", whole}, {"streamed", streamed}}
	all := []proof{}
	for _, way := range append(ways, asking{"tool", called}) {
		all = append(all, proof{"go-openai gets an answer (" + way.name + ")", func(ctx context.Context) error {
			text, err := way.ask(ctx, m.client("steady-state", "go-"+way.name))
			if err == nil && len(text) < 10 {
				err = fmt.Errorf("the text is %q", text)
			}
			return err
		}})
	}
	for _, way := range ways {
		for _, status := range []int{400, 401, 404, 413, 422, 429, 498, 499, 500, 502, 503} {
			all = append(all, meets(m, way, status))
		}
	}
	return append(all, proof{"go-openai overlooks that a stream was cut", func(ctx context.Context) error {
		text, err := streamed(ctx, m.client("stream-cut", "go-cut"))
		if err != nil {
			return fmt.Errorf("it noticed: %q, %w", text, err)
		}
		entries, err := m.entries("go-cut", 1)
		if err == nil && entries[0].EndedBy != "fault" {
			err = fmt.Errorf("the journal has %+v", entries)
		}
		return err
	}})
}

func main() {
	m, err := startMock(os.Args[1])
	if err != nil {
		fmt.Println("the mock did not start; is there a dist folder?", err)
		os.Exit(1)
	}
	safe, err := startTLS(os.Args[1])
	if err != nil {
		fmt.Println("the mock that speaks HTTPS did not start:", err)
		os.Exit(1)
	}
	overHTTP2, err := http2Proofs(safe)
	if err != nil {
		fmt.Println("the mock that speaks HTTPS could not be asked:", err)
		os.Exit(1)
	}
	passed, failed := 0, 0
	for _, one := range append(proofs(m), overHTTP2...) {
		ctx, cancel := context.WithTimeout(context.Background(), longest)
		err := one.prove(ctx)
		cancel()
		if err != nil {
			failed++
			fmt.Printf("FAILED %s\n%v\n", one.title, err)
		} else {
			passed++
			fmt.Println("ok", one.title)
		}
	}
	m.stop()
	safe.stop()
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
