package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.github.AppStatus.Webhook;
import io.github.issuetagger.github.http.GitHubException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The check of the App's registration")
class AppRegistrationCheckTest {
  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @BeforeEach
  void registered() {
    github.stub(
        get("/app"),
        okJson(
            """
            {"slug":"tagger","name":"Tagger","events":["issues","label","star"],
             "permissions":{"issues":"read","metadata":"read","contents":"write"}}"""));
    github.stub(
        get("/app/hook/config"),
        okJson(
            """
            {"url":"https://tagger.example/api/github/webhooks","content_type":"json",
             "insecure_ssl":"0","secret":"********"}"""));
  }

  private AppStatus status() {
    return github.app().check().status();
  }

  @Test
  @DisplayName("returns the App's registration and webhook")
  void registration() {
    assertThat(status())
        .isEqualTo(
            new AppStatus(
                "Tagger",
                "tagger",
                Map.of("issues", "read", "metadata", "read", "contents", "write"),
                Set.of("issues", "label", "star"),
                Optional.of(
                    new Webhook("https://tagger.example/api/github/webhooks", "json", true))));
  }

  @Test
  @DisplayName("names what is missing; more than is needed is enough")
  void missing() {
    assertThat(status().missingPermissions()).containsExactly(RequiredPermission.ISSUES);
    assertThat(status().missingEvents())
        .containsExactlyInAnyOrder(RequiredEvent.ISSUE_COMMENT, RequiredEvent.REPOSITORY);
  }

  @Test
  @DisplayName("finds no webhook if no URL is set")
  void noWebhook() {
    github.stub(get("/app/hook/config"), okJson("{\"content_type\":\"form\"}"));

    assertThat(status().webhook()).isEmpty();
  }

  @Test
  @DisplayName("says that the key was refused")
  void refused() {
    github.stub(get("/app"), failure(401, "A JSON web token could not be decoded"));

    assertThatThrownBy(this::status).hasMessage("GET /app answered 401");
  }

  @Test
  @DisplayName("measures how far our clock is ahead, whatever GitHub answers")
  void clock() {
    github.stub(
        get(urlEqualTo("/")),
        failure(401, "private mode").withHeader("Date", "Mon, 23 Nov 2026 11:57:00 GMT"));

    assertThat(github.app().check().clockAhead()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  @DisplayName("fails if GitHub's answer has no date")
  void noDate() {
    github.stub(get(urlEqualTo("/")), okJson("{}").withHeader("Date", "yesterday"));

    assertThatThrownBy(() -> github.app().check().clockAhead())
        .isInstanceOf(GitHubException.class)
        .hasMessage("GitHub's answer has no valid Date header");
  }
}
