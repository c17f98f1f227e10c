package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The settings file")
class SettingsFileReaderTest {
  private static final String OURS = "/contents/.github/issue-tagger.yml";
  private static final String LEGACY = "/contents/.github/issue_label_bot.yaml";

  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @BeforeEach
  void noFiles() {
    github.stub(get(anyUrl()).atPriority(10), failure(404, "Not Found"));
  }

  private void file(String repository, String path, ResponseDefinitionBuilder answer) {
    github.stub(get(urlPathEqualTo("/repos/octo/" + repository + path)), answer);
  }

  private static ResponseDefinitionBuilder content(String sha, String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    String lines = Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(bytes);
    return okJson(
        """
        {"type":"file","encoding":"base64","sha":"%s","content":"%s"}"""
            .formatted(sha, lines.replace("\n", "\\n")));
  }

  private Optional<SettingsFile> settings() {
    return github.reader().settings(REPOSITORY);
  }

  @Test
  @DisplayName("is the repository's own, whole and as it was written")
  void own() {
    String yaml = "mode: apply # ä\n" + "# long\n".repeat(20_000);
    file("shop", OURS, content("abc", yaml));
    file(".github", OURS, content("def", "mode: off"));

    assertThat(settings())
        .contains(new SettingsFile("octo/shop:.github/issue-tagger.yml", "abc", false, yaml));
  }

  @Test
  @DisplayName("may be the old bot's")
  void legacy() {
    file("shop", LEGACY, content("abc", "label-alias: {}"));
    file(".github", OURS, content("def", "mode: off"));

    assertThat(settings())
        .contains(
            new SettingsFile(
                "octo/shop:.github/issue_label_bot.yaml", "abc", true, "label-alias: {}"));
  }

  @Test
  @DisplayName("may be the owner's")
  void ownerWide() {
    file(".github", OURS, content("def", "mode: off"));

    assertThat(settings())
        .contains(
            new SettingsFile("octo/.github:.github/issue-tagger.yml", "def", false, "mode: off"));
  }

  @Nested
  @DisplayName("is absent")
  class Absent {
    @Test
    @DisplayName("may be missing, which is cached, the owner's for all repositories")
    void remembered() {
      assertThat(settings()).isEmpty();
      assertThat(settings()).isEmpty();
      github.server.verify(4, getRequestedFor(urlPathMatching("/repos/.*")));

      assertThat(github.reader().settings(new RepositoryRef(42, 1002, "octo", "site"))).isEmpty();
      github.server.verify(6, getRequestedFor(urlPathMatching("/repos/.*")));
    }

    @Test
    @DisplayName("may be hidden in the owner's repository")
    void notInstalledThere() {
      file(".github", OURS, failure(403, "Resource not accessible by integration"));

      assertThat(settings()).isEmpty();
    }

    @Test
    @DisplayName("where a folder has its name")
    void folder() {
      file("shop", OURS, okJson("[{\"type\":\"file\",\"name\":\"x\"}]"));

      assertThat(settings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 502})
  @DisplayName("does not count as missing if the repository's own could not be read")
  void unreadable(int status) {
    file("shop", OURS, failure(status, "no"));

    assertThatThrownBy(SettingsFileReaderTest.this::settings).isInstanceOf(GitHubException.class);
  }

  @Test
  @DisplayName("does not count as missing if a rate limit prevents reading the owner's")
  void rateLimited() {
    file(".github", OURS, failure(403, "secondary rate limit").withHeader("Retry-After", "9"));

    assertThatThrownBy(SettingsFileReaderTest.this::settings)
        .isInstanceOfSatisfying(
            GitHubException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED));
  }

  @Test
  @DisplayName("that is too large for the API exists, with a text that is not valid settings")
  void tooLarge() {
    file(
        "shop",
        OURS,
        okJson("{\"type\":\"file\",\"encoding\":\"none\",\"sha\":\"abc\",\"content\":\"\"}"));

    assertThat(settings().orElseThrow().yaml()).contains("larger than 1 MB");
  }

  @Test
  @DisplayName("is read again when a webhook reports that the repository changed")
  void evicted() {
    file("shop", OURS, content("abc", "mode: apply"));
    settings();
    file("shop", OURS, content("def", "mode: off"));
    assertThat(settings().orElseThrow().sha()).isEqualTo("abc");

    github.app().caches().repositoryChanged(REPOSITORY);

    assertThat(settings().orElseThrow().sha()).isEqualTo("def");
  }
}
