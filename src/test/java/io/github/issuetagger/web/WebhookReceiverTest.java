package io.github.issuetagger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.config.Secret;
import io.github.issuetagger.config.ServerConfig;
import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.TestDatabases;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.webhook.Signed;
import io.github.issuetagger.webhook.WebhookHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The webhook receiver")
class WebhookReceiverTest {
  private static final Secret SECRET = new Secret("the secret of the tests");
  private static final Secret PREVIOUS = new Secret("the secret before that");
  private static final int LIMIT = 64 * 1024;
  private static final String PATH = "/api/github/webhooks";
  private static final byte[] BODY =
      utf8("{\"action\":\"opened\",\"issue\":{\"title\":\"Größe\"}}");

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean ready = new AtomicBoolean();
  @TempDir Path folder;
  private Database database;
  private DeliveryStore deliveries;
  private WebServer server;

  @BeforeEach
  void start() {
    ServerConfig config =
        new ServerConfig("127.0.0.1", 0, PATH, LIMIT, List.of(SECRET, PREVIOUS), Optional.empty());
    database = Database.open(TestDatabases.sqlite(folder));
    deliveries = new DeliveryStore(database);
    Inbox inbox = new Inbox(database, Clock.systemUTC(), () -> {});
    server =
        new WebServer(
            config,
            new WebhookHandler(config, inbox, Clock.systemUTC()),
            new Health(database::answers, ready::get),
            List.of(
                routes ->
                    routes.get(
                        "/broken",
                        context -> {
                          throw new IllegalStateException("an inner detail");
                        })));
    server.start();
  }

  @AfterEach
  void stop() {
    // Not awaited: the client's idle connections are given a second.
    new Thread(server::close).start();
    database.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(byte[] body) {
    return new TreeMap<>(
        Map.of(
            "Content-Type", "application/json",
            "X-GitHub-Event", "issues",
            "X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958",
            "X-Hub-Signature-256", Signed.signature(SECRET, body)));
  }

  private HttpResponse<String> post(byte[] body, Map<String, String> headers) throws Exception {
    return post(BodyPublishers.ofByteArray(body), headers);
  }

  private HttpResponse<String> post(BodyPublisher body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(PATH)).POST(body);
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    headers.put(name, value);
    return headers;
  }

  private static Map<String, String> without(Map<String, String> headers, String name) {
    headers.remove(name);
    return headers;
  }

  private void assertNothingStored() {
    assertThat(deliveries.list(10)).isEmpty();
  }

  @Nested
  @DisplayName("takes")
  class Takes {
    @Test
    void aSignedWebhookOnceItIsStored() throws Exception {
      assertThat(post(BODY, headers(BODY)).statusCode()).isEqualTo(202);

      assertThat(deliveries.list(10))
          .singleElement()
          .satisfies(
              stored -> {
                assertThat(stored.guid()).isEqualTo("72d3162e-cc78-11e3-81ab-4c9367dc0958");
                assertThat(stored.event()).isEqualTo("issues");
                assertThat(stored.status()).isEqualTo(DeliveryStatus.PENDING);
                assertThat(deliveries.load(stored.guid()).orElseThrow().payload()).isEqualTo(BODY);
              });
    }

    @Test
    void aGuidThatItHasSeenWithoutStoringItAgain() throws Exception {
      post(BODY, headers(BODY));

      assertThat(post(BODY, headers(BODY)).statusCode()).isEqualTo(202);

      assertThat(deliveries.list(10)).hasSize(1);
    }

    @Test
    void eventsThatNobodyHandles() throws Exception {
      assertThat(post(BODY, with(headers(BODY), "X-GitHub-Event", "watch")).statusCode())
          .isEqualTo(202);
    }

    @Test
    void aWebhookThatIsSignedWithThePreviousSecret() throws Exception {
      Map<String, String> headers =
          with(headers(BODY), "X-Hub-Signature-256", Signed.signature(PREVIOUS, BODY));

      assertThat(post(BODY, headers).statusCode()).isEqualTo(202);
    }

    @Test
    void aBodyThatIsSentInChunks() throws Exception {
      BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BODY));

      assertThat(post(chunked, headers(BODY)).statusCode()).isEqualTo(202);
    }

    @Test
    void aBodyThatIsJustAsLargeAsAllowed() throws Exception {
      byte[] body = objectOfSize(LIMIT);

      assertThat(post(body, headers(body)).statusCode()).isEqualTo(202);
    }
  }

  @Nested
  @DisplayName("answers 401 to")
  class Unsigned {
    @Test
    void aWebhookWithoutSignature() throws Exception {
      HttpResponse<String> response = post(BODY, without(headers(BODY), "X-Hub-Signature-256"));

      assertThat(response.statusCode()).isEqualTo(401);
      assertNothingStored();
    }

    @Test
    void aBodyThatWasChanged() throws Exception {
      byte[] changed = BODY.clone();
      changed[5] ^= 1;

      assertThat(post(changed, headers(BODY)).statusCode()).isEqualTo(401);
      assertNothingStored();
    }

    @Test
    void aDigestOfTheWrongLength() throws Exception {
      String signature = Signed.signature(SECRET, BODY).substring(0, 60);

      assertThat(post(BODY, with(headers(BODY), "X-Hub-Signature-256", signature)).statusCode())
          .isEqualTo(401);
    }

    @Test
    void anEmptyBodyThatIsNotSigned() throws Exception {
      assertThat(post(new byte[0], headers(BODY)).statusCode()).isEqualTo(401);
    }

    @Test
    void whatIsNotJsonEitherBeforeLookingAtIt() throws Exception {
      assertThat(post(utf8("no json"), headers(BODY)).statusCode()).isEqualTo(401);
    }
  }

  @Nested
  @DisplayName("answers 400 to")
  class NotAWebhook {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "no json",
          "[]",
          "\"text\"",
          "1",
          "null",
          "{",
          "{\"a\":1",
          "{\"a\":1} {}",
          "{'a':1}",
          "{\"a\":NaN}",
          "\ufeff{}"
        })
    void aSignedBodyThatIsNotAJsonObject(String text) throws Exception {
      byte[] body = utf8(text);

      assertThat(post(body, headers(body)).statusCode()).isEqualTo(400);
      assertNothingStored();
    }

    @Test
    void invalidUtf8() throws Exception {
      byte[] body = utf8("{\"title\":\"a?b\"}");
      body[11] = (byte) 0xC3;

      HttpResponse<String> response = post(body, headers(body));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("UTF-8");
      assertNothingStored();
    }

    @Test
    void objectsInObjectsWithoutEnd() throws Exception {
      byte[] body = utf8("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));

      assertThat(post(body, headers(body)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-GitHub-Event", "X-GitHub-Delivery"})
    void aRequestWithoutGitHubsHeaders(String header) throws Exception {
      HttpResponse<String> response = post(BODY, without(headers(BODY), header));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains(header);
      assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a%0d%0ab", "é", "';DROP TABLE deliveries;--"})
    void aGuidThatGitHubWouldNotSend(String guid) throws Exception {
      assertThat(rawStatus(guid)).isEqualTo(400);
      assertNothingStored();
    }

    @Test
    void aGuidThatIsTooLong() throws Exception {
      assertThat(post(BODY, with(headers(BODY), "X-GitHub-Delivery", "a".repeat(101))).statusCode())
          .isEqualTo(400);
    }

    @Test
    void aFormAndSaysWhichContentTypeToChoose() throws Exception {
      byte[] form = utf8("payload=%7B%7D");

      HttpResponse<String> response =
          post(form, with(headers(form), "Content-Type", "application/x-www-form-urlencoded"));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("application/json").contains("settings");
    }

    private int rawStatus(String guid) throws IOException {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + PATH
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nX-GitHub-Event: issues\r\n"
                    + "X-GitHub-Delivery: "
                    + guid
                    + "\r\n"
                    + "X-Hub-Signature-256: "
                    + Signed.signature(SECRET, BODY)
                    + "\r\n"
                    + "Content-Length: "
                    + BODY.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(BODY);
        out.flush();
        return status(socket);
      }
    }
  }

  @Nested
  @DisplayName("answers 413 to")
  class TooLarge {
    @Test
    void aBodyOneByteOverTheLimit() throws Exception {
      byte[] body = objectOfSize(LIMIT + 1);

      assertThat(post(body, headers(body)).statusCode()).isEqualTo(413);
      assertNothingStored();
    }

    @Test
    void aChunkedBodyOverTheLimit() throws Exception {
      byte[] body = objectOfSize(LIMIT + 1);
      BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

      assertThat(post(chunked, headers(body)).statusCode()).isEqualTo(413);
    }

    @Test
    void anAnnouncedSizeWithoutReadingOnForEver() throws Exception {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            utf8("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"));
        out.write(new byte[LIMIT]);
        out.flush();

        assertThat(status(socket)).isEqualTo(413);
      }
    }
  }

  @Nested
  @DisplayName("besides")
  class Besides {
    @Test
    void answers503WhenTheStoreFails() throws Exception {
      database.close();

      assertThat(post(BODY, headers(BODY)).statusCode()).isEqualTo(503);
    }

    @Test
    void isHealthyWhileTheStoreAnswers() throws Exception {
      assertThat(get("/healthz").statusCode()).isEqualTo(200);
      database.close();
      assertThat(get("/healthz").statusCode()).isEqualTo(503);
    }

    @Test
    void isReadyOnceDeliveriesCanBeWorkedOn() throws Exception {
      assertThat(get("/readyz").statusCode()).isEqualTo(503);
      ready.set(true);
      assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void answersWhatItIsTakingBeforeItCloses() throws Exception {
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            utf8(
                "POST "
                    + PATH
                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                    + BODY.length
                    + "\r\nExpect: 100-continue\r\n"));
        for (Map.Entry<String, String> header : headers(BODY).entrySet()) {
          out.write(utf8(header.getKey() + ": " + header.getValue() + "\r\n"));
        }
        out.write(utf8("\r\n"));
        out.flush();
        // The server asks for the body: it is at this request now.
        assertThat(status(socket)).isEqualTo(100);
        socket.getInputStream().readNBytes(" Continue\r\n\r\n".length());

        int port = server.port();
        Thread closing = new Thread(server::close);
        closing.start();
        await().until(() -> refuses(port));
        out.write(BODY);
        out.flush();

        assertThat(status(socket)).isEqualTo(202);
        closing.join();
      }
      assertThat(deliveries.list(10)).hasSize(1);
    }

    private static boolean refuses(int port) {
      try (Socket other = new Socket("127.0.0.1", port)) {
        return !other.isConnected();
      } catch (IOException e) {
        return true;
      }
    }

    @Test
    void showsNoInsides() throws Exception {
      HttpResponse<String> response = get("/broken");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("detail", "Exception");
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void knowsWhatItDoesNotHave() throws Exception {
      assertThat(get("/nothing").statusCode()).isEqualTo(404);
      assertThat(get(PATH).statusCode()).isEqualTo(405);
    }

    @Test
    void tellsBrowsersToDoNoMoreThanShow() throws Exception {
      assertThat(get("/healthz").headers().map())
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .containsKey("content-security-policy");
    }
  }

  private static byte[] objectOfSize(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[size - 1] = '}';
    return body;
  }

  private static int status(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    byte[] answer = socket.getInputStream().readNBytes(12);
    return Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
  }
}
