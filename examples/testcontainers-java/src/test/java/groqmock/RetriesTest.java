package groqmock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.InternalServerException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static GroqMock mock;

  @BeforeAll
  static void start() {
    mock = new GroqMock();
  }

  @AfterAll
  static void stop() {
    if (mock != null) mock.close();
  }

  private static ChatCompletion ask(GroqMock.Session session) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder().baseUrl(session.openaiBaseUrl).apiKey("any").maxRetries(2).build();
    try {
      return client.chat().completions().create(
          ChatCompletionCreateParams.builder().model("openai/gpt-oss-20b").addUserMessage("Hello").build());
    } finally {
      client.close();
    }
  }

  @Test
  void twoRefusalsAreWaitedFor() throws Exception {
    GroqMock.Session session = mock.session("rate-limited");
    assertEquals(1, ask(session).choices().size());
    assertEquals(List.of(429, 429, 200), session.statuses());
    JsonNode verdict = session.verdict();
    assertEquals("PASS", verdict.get("result").asText(), verdict.get("findings")::toString);
  }

  @Test
  void aScenarioAsAValue() throws Exception {
    GroqMock.Session session = mock.session(Map.of("about", "Down.", "rules", List.of(Map.of("error", 503))));
    InternalServerException refused = assertThrows(InternalServerException.class, () -> ask(session));
    assertEquals(503, refused.statusCode());
    assertEquals(3, session.statuses().size());
  }
}
