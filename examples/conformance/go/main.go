// The runner for go-openai, which asks once and never again by itself.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// asked is the request of the case.
var asked struct {
	Bodies         []openai.ChatCompletionRequest
	Stream         bool
	Concurrency    int
	TimeoutMs      *int
	CancelAfterMs  *int
	IdempotencyKey *string
}

// keyed adds the idempotency key to every request.
type keyed struct{ key string }

func (k keyed) RoundTrip(request *http.Request) (*http.Response, error) {
	request.Header.Set("idempotency-key", k.key)
	return http.DefaultTransport.RoundTrip(request)
}

func read(ctx context.Context, client *openai.Client, body openai.ChatCompletionRequest) (text string, finish string, err error) {
	if !asked.Stream {
		answer, err := client.CreateChatCompletion(ctx, body)
		if err != nil {
			return "", "", err
		}
		return answer.Choices[0].Message.Content, string(answer.Choices[0].FinishReason), nil
	}
	stream, err := client.CreateChatCompletionStream(ctx, body)
	if err != nil {
		return "", "", err
	}
	defer stream.Close()
	for {
		chunk, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text, finish, nil
		}
		if err != nil {
			return "", "", err
		}
		for _, choice := range chunk.Choices {
			text += choice.Delta.Content
			if choice.FinishReason != "" {
				finish = string(choice.FinishReason)
			}
		}
	}
}

func lineOf(err error) map[string]any {
	line := map[string]any{"ok": false, "status": nil, "error": fmt.Sprintf("%T", err), "message": err.Error()}
	var api *openai.APIError
	var request *openai.RequestError
	if errors.As(err, &api) {
		line["status"] = api.HTTPStatusCode
	} else if errors.As(err, &request) {
		line["status"] = request.HTTPStatusCode
	}
	return line
}

func call(client *openai.Client, body openai.ChatCompletionRequest) (line map[string]any) {
	defer func() {
		if problem := recover(); problem != nil {
			line = map[string]any{"ok": false, "error": "panic", "message": fmt.Sprint(problem)}
		}
	}()
	ctx := context.Background()
	if asked.CancelAfterMs != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(*asked.CancelAfterMs)*time.Millisecond)
		defer cancel()
	}
	text, finish, err := read(ctx, client, body)
	if err != nil {
		return lineOf(err)
	}
	return map[string]any{"ok": true, "text": text, "finish": finish}
}

func main() {
	if err := json.Unmarshal([]byte(os.Getenv("GROQ_MOCK_REQUEST")), &asked); err != nil {
		panic(err)
	}
	config := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	config.BaseURL = os.Getenv("OPENAI_BASE_URL")
	client := &http.Client{}
	if asked.TimeoutMs != nil {
		client.Timeout = time.Duration(*asked.TimeoutMs) * time.Millisecond
	}
	if asked.IdempotencyKey != nil {
		client.Transport = keyed{*asked.IdempotencyKey}
	}
	config.HTTPClient = client
	bodies := make(chan openai.ChatCompletionRequest)
	var printing sync.Mutex
	var done sync.WaitGroup
	for range asked.Concurrency {
		done.Add(1)
		go func() {
			defer done.Done()
			for body := range bodies {
				line, _ := json.Marshal(call(openai.NewClientWithConfig(config), body))
				printing.Lock()
				fmt.Println(string(line))
				printing.Unlock()
			}
		}()
	}
	for _, body := range asked.Bodies {
		bodies <- body
	}
	close(bodies)
	done.Wait()
}
