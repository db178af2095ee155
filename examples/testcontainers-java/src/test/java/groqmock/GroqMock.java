package groqmock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A container of the mock that is ready to be asked. */
final class GroqMock implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PORT = 4010;

  private final HttpClient http = HttpClient.newHttpClient();
  private final GenericContainer<?> container;

  GroqMock() {
    String image = Optional.ofNullable(System.getenv("GROQ_MOCK_IMAGE")).orElse("groq-mock");
    container = new GenericContainer<>(DockerImageName.parse(image))
        // only this machine reaches the port that is published
        .withEnv("GROQ_MOCK_CONTROL_OPEN", "1")
        .withExposedPorts(PORT)
        .waitingFor(Wait.forHttp("/__mock/ready").forPort(PORT));
    container.start();
  }

  /** An isolated part of the mock, with a scenario of its own: a name, or a scenario as a map. */
  Session session(Object scenario) throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("scenario", scenario));
    JsonNode made = ask(control("/sessions")
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body)));
    return new Session(made.get("id").asText(), made.get("openaiBaseUrl").asText());
  }

  @Override
  public void close() {
    container.stop();
  }

  final class Session {
    private final String id;
    final String openaiBaseUrl;

    private Session(String id, String openaiBaseUrl) {
      this.id = id;
      this.openaiBaseUrl = openaiBaseUrl;
    }

    /** The status of each answer, the oldest first. */
    List<Integer> statuses() throws IOException, InterruptedException {
      return ask(control("/sessions/" + id + "/journal")).findValuesAsText("status").stream()
          .map(Integer::valueOf)
          .toList();
    }

    /** PASS, WARN, FAIL or INCONCLUSIVE, and the findings that it rests on. */
    JsonNode verdict() throws IOException, InterruptedException {
      return ask(control("/sessions/" + id + "/verdict"));
    }
  }

  private HttpRequest.Builder control(String path) {
    String url = "http://" + container.getHost() + ":" + container.getMappedPort(PORT);
    return HttpRequest.newBuilder(URI.create(url + "/__mock" + path));
  }

  private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) throw new IOException(answer.body());
    return JSON.readTree(answer.body());
  }
}
