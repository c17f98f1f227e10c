package io.github.issuetagger.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.testing.TestKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Opening the access to GitHub")
class GitHubAppTest {
  @TempDir Path folder;

  private GitHubApp open(Secret key) {
    GitHubConfig config = new GitHubConfig("777", key, URI.create("https://api.github.com"));
    return GitHubApp.open(config, folder.resolve("http"), Clock.systemUTC());
  }

  @Test
  @DisplayName("accepts both key formats and needs no network")
  void keys() {
    try (GitHubApp one = open(new Secret(TestKeys.pkcs1()));
        GitHubApp other = open(new Secret(TestKeys.pkcs8()))) {
      assertThat(one.reader()).isNotSameAs(other.reader());
    }
  }

  @Test
  @DisplayName("fails with an invalid key, without quoting it")
  void noKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(new Secret("hunter2")))
        .withMessageStartingWith("the private key is")
        .withMessageNotContaining("hunter2");
  }
}
