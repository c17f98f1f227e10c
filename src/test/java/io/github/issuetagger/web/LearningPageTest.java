package io.github.issuetagger.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.Secret;
import io.github.issuetagger.config.ServerConfig;
import io.github.issuetagger.store.ImportProgress;
import io.github.issuetagger.store.LearningProgress;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.testing.ManualClock;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The learning page")
class LearningPageTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Secret PASSWORD = new Secret("größer als: nötig");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<LearningProgress> progress = new ArrayList<>();
  private WebServer server;

  @AfterEach
  void stop() {
    // Not awaited: the client's idle connections are given a second.
    new Thread(server::close).start();
  }

  private void start(Optional<Secret> password) {
    ServerConfig config =
        new ServerConfig("127.0.0.1", 0, "/hook", 1024, List.of(new Secret("hook")), password);
    server =
        new WebServer(
            config,
            context -> {},
            new Health(() -> true, () -> true),
            password.stream()
                .<Consumer<RoutesConfig>>map(
                    secret ->
                        new LearningPage(secret, () -> progress, new ManualClock(NOON))::register)
                .toList());
    server.start();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> withPassword(String user, String password) throws Exception {
    return get("/learning", "Authorization", "Basic " + pair(user + ":" + password));
  }

  private static String pair(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static LearningProgress repository(String name) {
    return new LearningProgress(
        "octo",
        name,
        new ImportProgress(Optional.of("page=3"), 250, 120, Optional.empty()),
        180,
        120,
        Optional.empty());
  }

  @Test
  @DisplayName("does not exist without a configured password")
  void doesNotExistWithoutAConfiguredPassword() throws Exception {
    start(Optional.empty());

    assertThat(get("/learning").statusCode()).isEqualTo(404);
    assertThat(withPassword("any", "").statusCode()).isEqualTo(404);
    assertThat(get("/static/pages.css").statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("asks for the password and names no repository without it")
  void asksForThePasswordAndNamesNoRepositoryWithoutIt() throws Exception {
    progress.add(repository("secret-plans"));
    start(Optional.of(PASSWORD));

    HttpResponse<String> answer = get("/learning");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(BasicPassword.CHALLENGE);
    assertThat(answer.body()).doesNotContain("secret-plans");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "größer als: nötig ", "größer als: nöti", "GRÖSSER ALS: NÖTIG", "hook"})
  @DisplayName("refuses a wrong password")
  void wrongPassword(String password) throws Exception {
    start(Optional.of(PASSWORD));

    assertThat(withPassword("any", password).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic ", "Basic %%%", "Basic bm9jb2xvbg==", "Bearer abc", "x"})
  @DisplayName("refuses headers without a password")
  void refusesHeadersWithoutAPassword(String header) throws Exception {
    start(Optional.of(PASSWORD));

    assertThat(get("/learning", "Authorization", header).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin", "jörg"})
  @DisplayName("accepts the password with any user name and is not cached")
  void acceptsThePasswordWithAnyUserNameAndIsNotCached(String user) throws Exception {
    start(Optional.of(PASSWORD));

    HttpResponse<String> answer = withPassword(user, PASSWORD.reveal());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'", "frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.body()).contains("No repository yet").doesNotContain("<script");
  }

  @Test
  @DisplayName("shows each repository's progress and serving version")
  void showsEachRepositorysProgressAndServingVersion() throws Exception {
    progress.add(repository("shop"));
    progress.add(
        new LearningProgress(
            "octo",
            "world",
            new ImportProgress(Optional.empty(), 2500, 2000, Optional.of(NOON.minusSeconds(3600))),
            3000,
            2000,
            Optional.of(
                new ModelVersion(
                    4,
                    NOON.minusSeconds(60),
                    new ModelVersion.TrainingData("encoder 1", 99),
                    new ModelVersion.Figures(1900, 12, 0.0812, 0.7431),
                    ModelVersion.State.SERVING,
                    "why not"))));
    start(Optional.of(PASSWORD));

    String page = withPassword("any", PASSWORD.reveal()).body();

    assertThat(page)
        .contains("As of 2026-11-23 12:00 UTC")
        .contains("<meta http-equiv=\"refresh\" content=\"15\">")
        .contains("octo/shop", "120 labeled of 250 read; in progress", "180 on 120 issues")
        .contains("none: zero-shot")
        .contains("2000 labeled of 2500 read; finished 2026-11-23 11:00 UTC")
        .contains("version 4", "micro-F1 0.743, log loss 0.0812; 12 labels, 1900 issues")
        .contains("2026-11-23 11:59 UTC");
    assertThat(get("/static/pages.css").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/css");
    assertThat(get("/static/icon.svg").statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("shows a hostile name as plain text")
  void showsAHostileNameAsPlainText() throws Exception {
    progress.add(repository("<script>alert(1)</script>\"&'"));
    start(Optional.of(PASSWORD));

    assertThat(withPassword("any", PASSWORD.reveal()).body())
        .contains("octo/&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
  }
}
