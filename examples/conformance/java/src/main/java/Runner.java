import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The runner for LangChain4j. */
public final class Runner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static JsonNode asked;

    private interface Call {
        ChatResponse with(UserMessage message) throws Exception;
    }

    private static Map<String, String> headers() {
        JsonNode key = asked.get("idempotencyKey");
        return key.isNull() ? Map.of() : Map.of("idempotency-key", key.asText());
    }

    private static Duration timeLimit() {
        JsonNode limit = asked.get("timeoutMs");
        return limit.isNull() ? null : Duration.ofMillis(limit.asLong());
    }

    private static Call whole(String name) {
        var model = OpenAiChatModel.builder().baseUrl(System.getenv("OPENAI_BASE_URL")).apiKey(System.getenv("OPENAI_API_KEY"))
                .modelName(name).timeout(timeLimit()).customHeaders(headers()).build();
        return model::chat;
    }

    private static Call streamed(String name) {
        var model = OpenAiStreamingChatModel.builder().baseUrl(System.getenv("OPENAI_BASE_URL")).apiKey(System.getenv("OPENAI_API_KEY"))
                .modelName(name).timeout(timeLimit()).customHeaders(headers()).build();
        return message -> {
            var end = new CompletableFuture<ChatResponse>();
            model.chat(List.of(message), new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                    if (end.isDone()) context.streamingHandle().cancel();
                }

                @Override
                public void onCompleteResponse(ChatResponse answer) {
                    end.complete(answer);
                }

                @Override
                public void onError(Throwable error) {
                    end.completeExceptionally(error);
                }
            });
            try {
                return end.get();
            } finally {
                // the next piece finds that nobody waits for it
                end.cancel(true);
            }
        };
    }

    private static UserMessage messageIn(JsonNode body) {
        return UserMessage.from(body.get("messages").get(0).get("content").asText());
    }

    private static Map<String, Object> lineOf(Throwable error) {
        Throwable cause = error instanceof ExecutionException ? error.getCause() : error;
        Throwable told = cause instanceof ExecutionException ? cause.getCause() : cause;
        Integer status = null;
        for (Throwable one = told; one != null; one = one.getCause())
            if (one instanceof HttpException http) status = http.statusCode();
        var line = new LinkedHashMap<String, Object>();
        line.put("ok", false);
        line.put("status", status);
        line.put("error", told.getClass().getSimpleName());
        line.put("message", String.valueOf(told.getMessage()));
        return line;
    }

    private static Map<String, Object> call(Call model, JsonNode body) {
        var thread = Executors.newSingleThreadExecutor();
        Future<ChatResponse> asking = thread.submit(() -> model.with(messageIn(body)));
        long limit = asked.get("cancelAfterMs").isNull() ? Long.MAX_VALUE : asked.get("cancelAfterMs").asLong();
        try {
            ChatResponse answer = asking.get(limit, TimeUnit.MILLISECONDS);
            var line = new LinkedHashMap<String, Object>();
            line.put("ok", true);
            line.put("text", answer.aiMessage().text());
            line.put("finish", answer.finishReason() == null ? null : answer.finishReason().name().toLowerCase(Locale.ROOT));
            return line;
        } catch (TimeoutException | ExecutionException | InterruptedException error) {
            asking.cancel(true);
            return lineOf(error);
        }
    }

    public static void main(String[] args) throws Exception {
        asked = JSON.readTree(System.getenv("GROQ_MOCK_REQUEST"));
        String name = asked.get("bodies").get(0).get("model").asText();
        Call model = asked.get("stream").asBoolean() ? streamed(name) : whole(name);
        Queue<JsonNode> left = new ConcurrentLinkedQueue<>();
        asked.get("bodies").forEach(left::add);
        var workers = Executors.newFixedThreadPool(asked.get("concurrency").asInt());
        for (int i = 0; i < asked.get("concurrency").asInt(); i += 1)
            workers.submit(() -> {
                for (JsonNode body = left.poll(); body != null; body = left.poll())
                    System.out.println(JSON.writeValueAsString(call(model, body)));
                return null;
            });
        workers.shutdown();
        workers.awaitTermination(1, TimeUnit.HOURS);
        System.exit(0);
    }
}
