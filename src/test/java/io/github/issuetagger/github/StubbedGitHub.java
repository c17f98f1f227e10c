package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.HttpTimeouts;
import io.github.issuetagger.testing.ManualClock;
import io.github.issuetagger.testing.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** WireMock in GitHub's place, with the App opened against it, anew for each test. */
final class StubbedGitHub implements BeforeEachCallback, AfterEachCallback {
  static final RepositoryRef REPOSITORY = new RepositoryRef(42, 1001, "octo", "shop");
  static final String REPO = "/repos/octo/shop";
  static final String TOKEN_PATH = "/app/installations/42/access_tokens";
  static final String TOKEN = "ghs_first";
  static final String APP_ID = "777";

  final WireMockServer server = new WireMockServer(options().dynamicPort());
  final ManualClock clock = new ManualClock();
  private Path cacheDir;
  private GitHubApp app;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    cacheDir = Files.createTempDirectory(Files.createDirectories(Path.of("target/tmp")), "http");
    server.start();
    stub(post(TOKEN_PATH), token(TOKEN, clock.instant().plusSeconds(3600)));
    stub(get("/app"), okJson("{\"slug\":\"tagger\",\"name\":\"Tagger\"}"));
    app = open("");
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    app.close();
    server.stop();
    try (Stream<Path> files = Files.walk(cacheDir)) {
      files.sorted(Comparator.reverseOrder()).forEach(StubbedGitHub::delete);
    }
  }

  /** The App against this server, with the API below that path. */
  GitHubApp open(String basePath) {
    return open(basePath, HttpTimeouts.DEFAULT);
  }

  GitHubApp open(String basePath, HttpTimeouts timeouts) {
    URI url = URI.create("http://localhost:" + server.port() + basePath);
    GitHubConfig config = new GitHubConfig(APP_ID, new Secret(TestKeys.pkcs8()), url);
    return GitHubApp.open(config, cacheDir, timeouts, clock);
  }

  GitHubApp app() {
    return app;
  }

  IssueReader reader() {
    return app.reader();
  }

  IssueWriter writer() {
    return app.writer();
  }

  Path cacheDir() {
    return cacheDir;
  }

  void stub(MappingBuilder call, ResponseDefinitionBuilder answer) {
    server.stubFor(call.willReturn(answer));
  }

  static ResponseDefinitionBuilder token(String value, Instant expiresAt) {
    return okJson("{\"token\":\"" + value + "\",\"expires_at\":\"" + expiresAt + "\"}")
        .withStatus(201);
  }

  static ResponseDefinitionBuilder failure(int status, String message) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody("{\"message\":\"" + message + "\"}");
  }

  static MappingBuilder getIssue() {
    return get(urlPathEqualTo(REPO + "/issues/7"));
  }

  static String issue() {
    return """
        {"number":7,"title":"Cart is empty","body":"It is.","state":"open","locked":false,
         "user":{"login":"ann","type":"User"},
         "labels":[{"name":"bug"},{"name":"area/cart"}]}""";
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
