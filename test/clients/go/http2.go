package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

const (
	chat    = "/openai/v1/chat/completions"
	streams = 100
	perDay  = 60
)

var printed = regexp.MustCompile(`\b([A-Z_]+)=([^\s"]+)`)

// startTLS starts the server that speaks HTTPS, and sets what it prints to be set: Go reads SSL_CERT_FILE.
func startTLS(launcher string) (*mock, error) {
	server, lines, err := launch(launcher, "--tls", "--log-format", "json")
	if err != nil {
		return nil, err
	}
	said := map[string]string{}
	for said["GROQ_BASE_URL"] == "" || said["SSL_CERT_FILE"] == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			return nil, err
		}
		for _, found := range printed.FindAllStringSubmatch(line, -1) {
			said[found[1]] = found[2]
		}
	}
	for name, value := range said {
		os.Setenv(name, value)
	}
	// a pipe that nobody empties would fill
	go io.Copy(io.Discard, lines)
	server.url = said["GROQ_BASE_URL"]
	return server, nil
}

// control asks the control API, and reads what it answers.
func (m *mock) control(method, path string, body, into any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	asked, err := http.NewRequest(method, m.url+"/__mock"+path, bytes.NewReader(content))
	if err != nil {
		return err
	}
	asked.Header.Set("content-type", "application/json")
	answer, err := http.DefaultClient.Do(asked)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s", method, path, answer.Status)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(answer.Body).Decode(into)
}

type object = map[string]any

// begin makes a session with a scenario of its own.
func (m *mock) begin(session string, scenario object) error {
	scenario["about"] = "A test."
	return m.control("PUT", "/sessions/"+session, object{"scenario": scenario}, nil)
}

// caller asks in a session, over a connection of its own.
type caller struct {
	base string
	http *http.Client
}

func (m *mock) caller(session string) *caller {
	return &caller{m.url + "/session/" + session, &http.Client{Transport: &http.Transport{
		ForceAttemptHTTP2: true, MaxConnsPerHost: 1,
	}}}
}

func (c *caller) post(ctx context.Context, more object, status int) (*http.Response, error) {
	body := object{"model": model, "messages": []object{{"role": "user", "content": "Hello"}}}
	for name, value := range more {
		body[name] = value
	}
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	asked, err := http.NewRequestWithContext(ctx, "POST", c.base+chat, bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	asked.Header.Set("content-type", "application/json")
	if status > 0 {
		asked.Header.Set("x-mock-status", strconv.Itoa(status))
	}
	return c.http.Do(asked)
}

// models asks for something that no rule is about.
func (c *caller) models() error {
	answer, err := c.http.Get(c.base + "/openai/v1/models")
	if err != nil {
		return err
	}
	io.Copy(io.Discard, answer.Body)
	return answer.Body.Close()
}

// meetsStatus proves that a status comes with its body and its length, and is journaled.
func meetsStatus(m *mock, status int) proof {
	return proof{fmt.Sprintf("net/http meets %d over HTTP/2", status), func(ctx context.Context) error {
		session := fmt.Sprintf("go-h2-%d", status)
		answer, err := m.caller(session).post(ctx, nil, status)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return err
		}
		if answer.Proto != "HTTP/2.0" || answer.StatusCode != status || answer.ContentLength != int64(len(body)) {
			return fmt.Errorf("seen %s %s, %d of %d bytes", answer.Proto, answer.Status, len(body), answer.ContentLength)
		}
		entries, err := m.entries(session, 1)
		if err == nil && (*entries[0].Status != status || entries[0].EndedBy != "server" || entries[0].HTTPVersion != "2") {
			err = fmt.Errorf("the journal has %+v", entries)
		}
		return err
	}}
}

// fault is a rule, what Go shows of it, and whether the next request goes over the same connection.
type fault struct {
	name    string
	rule    object
	seen    string
	stays   bool
	endedBy string
	stream  bool
}

const wasReset = "stream error: stream ID [0-9]+; INTERNAL_ERROR; received from peer"

// docs/faults.md says in words what each is
var faults = []fault{
	{"reset", object{"fault": "reset"}, "^nothing, .*" + wasReset, true, "fault", false},
	{"drop", object{"fault": "drop"}, "^nothing, .*EOF", false, "fault", false},
	{"hang", object{"fault": "hang"}, "^nothing, .*context deadline exceeded", true, "client", false},
	{"garbage", object{"fault": "garbage"}, "^nothing, .*tls: ", false, "fault", false},
	{"a cut by reset", object{"fault": object{"cut": object{"after": "60 bytes"}, "with": "reset"}},
		"^200, 60 bytes, 0 events, " + wasReset, true, "fault", false},
	{"a stream that is cut by reset after 3 chunks", object{"fault": object{"cut": object{"after": "3 chunks"}, "with": "reset"}},
		"^200, [0-9]+ bytes, 3 events, " + wasReset, true, "fault", true},
	{"a cut by its end", object{"fault": object{"cut": object{"after": "60 bytes"}, "with": "end"}},
		"^200, 60 bytes, 0 events, no error$", false, "fault", false},
	{"a trickle", object{"fault": object{"trickle": object{"bytesPerSecond": 20_000}}},
		"^200, [0-9]{3,} bytes, 0 events, no error$", true, "server", false},
	{"a body that is short", object{"fault": object{"short": "100 bytes"}},
		"^200, [0-9]{3,} bytes, 0 events, unexpected EOF$", true, "fault", false},
}

// seenOf says what comes of a request, as far as it comes, in a line.
func seenOf(ctx context.Context, c *caller, more object) string {
	answer, err := c.post(ctx, more, 0)
	if err != nil {
		return fmt.Sprintf("nothing, %v", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	said := "no error"
	if err != nil {
		said = err.Error()
	}
	return fmt.Sprintf("%d, %d bytes, %d events, %s", answer.StatusCode, len(body), strings.Count("\n"+string(body), "\ndata: "), said)
}

func meetsFault(m *mock, one fault) proof {
	return proof{fmt.Sprintf("net/http meets %s over HTTP/2", one.name), func(ctx context.Context) error {
		session := "go-h2-" + strings.ReplaceAll(one.name, " ", "-")
		one.rule["name"] = "breaks"
		one.rule["match"] = object{"endpoint": "chat.*"}
		if err := m.begin(session, object{"rules": []object{one.rule}}); err != nil {
			return err
		}
		caller := m.caller(session)
		// what it takes to connect is no part of a wait
		if err := caller.models(); err != nil {
			return err
		}
		if one.name == "hang" {
			short, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			ctx = short
		}
		seen := seenOf(ctx, caller, object{"stream": one.stream})
		if !regexp.MustCompile(one.seen).MatchString(seen) {
			return fmt.Errorf("expected %s, seen %s", one.seen, seen)
		}
		if err := caller.models(); err != nil {
			return err
		}
		entries, err := m.entries(session, 3)
		if err != nil {
			return err
		}
		sort.Slice(entries, func(i, j int) bool { return entries[i].OffsetMs < entries[j].OffsetMs })
		broken, after := entries[1], entries[2]
		if broken.EndedBy != one.endedBy || (broken.Connection == after.Connection) != one.stays {
			return fmt.Errorf("the journal has %+v and then %+v", broken, after)
		}
		return nil
	}}
}

// atOnce runs so many at once, and gives the first error.
func atOnce(many int, act func(number int) error) error {
	failed := make(chan error, many)
	for number := range many {
		go func() { failed <- act(number) }()
	}
	var first error
	for range many {
		if err := <-failed; first == nil {
			first = err
		}
	}
	return first
}

// sameConnection fails where entries are of more than one, or have ended otherwise.
func sameConnection(entries []entry, endedBy string) error {
	for _, one := range entries {
		if one.Connection != entries[0].Connection || one.EndedBy != endedBy {
			return fmt.Errorf("the journal has %+v and %+v", entries[0], one)
		}
	}
	return nil
}

// manyStreams opens them at once; each waits with its first part until all have theirs.
func manyStreams(m *mock) proof {
	title := fmt.Sprintf("net/http holds %d streams open at once on one connection", streams)
	return proof{title, func(ctx context.Context) error {
		stall := object{"name": "waits", "match": object{"endpoint": "chat.*"}, "stream": object{"stall": object{"after": "2 chunks"}}}
		if err := m.begin("go-h2-streams", object{"rules": []object{stall}}); err != nil {
			return err
		}
		caller := m.caller("go-h2-streams")
		var open sync.WaitGroup
		open.Add(streams)
		err := atOnce(streams, func(number int) error {
			answer, err := caller.post(ctx, object{"seed": number, "stream": true}, 0)
			first := make([]byte, 6)
			if err == nil {
				defer answer.Body.Close()
				_, err = io.ReadFull(answer.Body, first)
			}
			open.Done()
			open.Wait()
			if err == nil && string(first) != "data: " {
				err = fmt.Errorf("it begins with %q", first)
			}
			return err
		})
		if err != nil {
			return err
		}
		entries, err := m.entries("go-h2-streams", streams)
		if err != nil {
			return err
		}
		return sameConnection(entries, "client")
	}}
}

// limited proves that limits count the requests of one connection.
func limited(m *mock) proof {
	title := fmt.Sprintf("net/http is told of limits in %d requests at once on one connection", streams)
	return proof{title, func(ctx context.Context) error {
		// by day, so that nothing comes back meanwhile
		limits := object{"api": object{"limits": []object{{"model": "*", "rpd": perDay}}}}
		if err := m.begin("go-h2-limits", limits); err != nil {
			return err
		}
		caller := m.caller("go-h2-limits")
		var lock sync.Mutex
		counts := map[int]int{}
		err := atOnce(streams, func(number int) error {
			answer, err := caller.post(ctx, object{"seed": number}, 0)
			if err != nil {
				return err
			}
			defer answer.Body.Close()
			_, err = io.ReadAll(answer.Body)
			lock.Lock()
			counts[answer.StatusCode]++
			lock.Unlock()
			if err == nil && answer.StatusCode == 429 && answer.Header.Get("retry-after") == "" {
				err = errors.New("a 429 says nothing of waiting")
			}
			return err
		})
		if err == nil && (counts[200] != perDay || counts[429] != streams-perDay) {
			err = fmt.Errorf("seen %v", counts)
		}
		if err != nil {
			return err
		}
		entries, err := m.entries("go-h2-limits", streams)
		if err != nil {
			return err
		}
		return sameConnection(entries, "server")
	}}
}

// untrusting proves that nothing comes without the CA that was printed.
func untrusting(m *mock) proof {
	return proof{"net/http does not come through without the CA that was printed", func(ctx context.Context) error {
		nobody := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}}}
		_, err := (&caller{m.url, nobody}).post(ctx, nil, 0)
		if err == nil || !strings.Contains(err.Error(), "certificate signed by unknown authority") {
			return fmt.Errorf("seen %v", err)
		}
		return nil
	}}
}

// printedSDK proves that go-openai comes through TLS with nothing but what was printed.
func printedSDK(way asking) proof {
	return proof{"go-openai gets an answer through TLS, as printed (" + way.name + ")", func(ctx context.Context) error {
		config := openai.DefaultConfig("gsk_test")
		config.BaseURL = os.Getenv("OPENAI_BASE_URL")
		text, err := way.ask(ctx, openai.NewClientWithConfig(config))
		if err == nil && len(text) < 10 {
			err = fmt.Errorf("the text is %q", text)
		}
		return err
	}}
}

func http2Proofs(m *mock) ([]proof, error) {
	var page struct{ Scenarios []struct{ Name string } }
	if err := m.control("GET", "/scenarios", nil, &page); err != nil {
		return nil, err
	}
	all := []proof{untrusting(m), printedSDK(asking{"whole", whole}), printedSDK(asking{"streamed", streamed})}
	for _, scenario := range page.Scenarios {
		text, isStatus := strings.CutPrefix(scenario.Name, "status-")
		if status, err := strconv.Atoi(text); isStatus && err == nil {
			all = append(all, meetsStatus(m, status))
		}
	}
	for _, one := range faults {
		all = append(all, meetsFault(m, one))
	}
	return append(all, manyStreams(m), limited(m)), nil
}
