// Package groqmock shows how a test in Go runs its client against a container of groq-mock.
package groqmock

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

var mockURL string

// One container for all tests of the package.
func TestMain(m *testing.M) {
	os.Exit(withMock(m))
}

func withMock(m *testing.M) int {
	ctx := context.Background()
	image := os.Getenv("GROQ_MOCK_IMAGE")
	if image == "" {
		image = "groq-mock"
	}
	mock, err := testcontainers.Run(ctx, image,
		// only this machine reaches the port that is published
		testcontainers.WithEnv(map[string]string{"GROQ_MOCK_CONTROL_OPEN": "1"}),
		testcontainers.WithExposedPorts("4010/tcp"),
		testcontainers.WithWaitStrategy(wait.ForHTTP("/__mock/ready").WithPort("4010/tcp")),
	)
	defer func() { _ = testcontainers.TerminateContainer(mock) }()
	if err == nil {
		mockURL, err = mock.PortEndpoint(ctx, "4010/tcp", "http")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "groq-mock did not start:", err)
		return 1
	}
	return m.Run()
}

// session is an isolated part of the mock, with a scenario of its own.
type session struct {
	ID            string `json:"id"`
	OpenAIBaseURL string `json:"openaiBaseUrl"`
}

func newSession(t *testing.T, scenario any) session {
	t.Helper()
	body, err := json.Marshal(map[string]any{"scenario": scenario})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Post(mockURL+"/__mock/sessions", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var made session
	read(t, answer, &made)
	return made
}

func (s session) statuses(t *testing.T) []int {
	t.Helper()
	answer, err := http.Get(mockURL + "/__mock/sessions/" + s.ID + "/journal")
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Entries []struct{ Status int }
	}
	read(t, answer, &page)
	statuses := []int{}
	for _, entry := range page.Entries {
		statuses = append(statuses, entry.Status)
	}
	return statuses
}

func read(t *testing.T, answer *http.Response, into any) {
	t.Helper()
	defer answer.Body.Close()
	if answer.StatusCode >= 300 {
		t.Fatalf("%s answered %s", answer.Request.URL, answer.Status)
	}
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func ask(s session) error {
	client := openai.NewClient(option.WithBaseURL(s.OpenAIBaseURL), option.WithAPIKey("any"), option.WithMaxRetries(2))
	_, err := client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{
		Model:    "openai/gpt-oss-20b",
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Hello")},
	})
	return err
}

func TestTwoRefusalsAreWaitedFor(t *testing.T) {
	s := newSession(t, "rate-limited")
	if err := ask(s); err != nil {
		t.Fatal(err)
	}
	if seen := fmt.Sprint(s.statuses(t)); seen != "[429 429 200]" {
		t.Fatalf("seen %s", seen)
	}
}

func TestAScenarioAsAValue(t *testing.T) {
	s := newSession(t, map[string]any{"about": "Down.", "rules": []any{map[string]any{"error": 503}}})
	var refused *openai.Error
	if err := ask(s); !errors.As(err, &refused) || refused.StatusCode != 503 {
		t.Fatalf("seen %v", err)
	}
	if seen := len(s.statuses(t)); seen != 3 {
		t.Fatalf("%d attempts", seen)
	}
}
