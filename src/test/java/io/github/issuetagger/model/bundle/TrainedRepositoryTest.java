package io.github.issuetagger.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.model.Bundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedRepositoryTest {
  @TempDir Path folder;

  private Bundle bundle(String repositories) throws IOException {
    Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\\{", "{\n  \"trained_repositories\": " + repositories + ","));
    return BundleParser.parse(Files.readAllBytes(manifest));
  }

  @Test
  @DisplayName("is read with the date of its newest issue, if known")
  void isReadWithItsNewestIssueWhereThatIsKnown() throws IOException {
    Bundle bundle =
        bundle(
            """
            [{"repo": "octo/cat", "until": "2024-05-01T12:00:00+02:00"}, {"repo": "octo/dog.js"}]\
            """);

    assertThat(bundle.trainedRepositories())
        .containsExactly(
            new TrainedRepository("octo/cat", Optional.of(Instant.parse("2024-05-01T10:00:00Z"))),
            new TrainedRepository("octo/dog.js", Optional.empty()));
  }

  @Test
  @DisplayName("is missing if the bundle does not list any")
  void isNoneWhereTheBundleDoesNotSay() throws IOException {
    assertThat(
            BundleParser.parse(Files.readAllBytes(Bundles.tinyEncoder().resolve("bundle.json")))
                .trainedRepositories())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "octo/cat"                                        | 'trained_repositories' must be a list of {
          {}                                                | 'trained_repositories' must be a list of {
          ["octo/cat"]                                      | needs a 'repo' such as owner/name
          [{"until": "2024-05-01T12:00:00Z"}]               | needs a 'repo' such as owner/name
          [{"repo": "cat"}]                                 | owner/name, but one has "cat"
          [{"repo": "octo/cat"}, {"repo": "Octo/Cat"}]      | names Octo/Cat twice
          [{"repo": "octo/cat", "until": "last May"}]       | 'until' must be an instant such as
          [{"repo": "octo/cat", "until": null}]             | 'until' must be a text
          """,
      quoteCharacter = '`')
  @DisplayName("is rejected with a message that names the error")
  void isRefusedWithWhatIsWrong(String repositories, String problem) {
    assertThatThrownBy(() -> bundle(repositories))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("bundle.json: ")
        .hasMessageContaining("'trained_repositories'")
        .hasMessageContaining(problem);
  }

  @Test
  @DisplayName("is matched ignoring case")
  void isTheSameInAnyCase() {
    TrainedRepository cat = new TrainedRepository("Octo/cat", Optional.empty());

    assertThat(cat.names("octo/CAT")).isTrue();
    assertThat(cat.names("octo/cats")).isFalse();
    assertThat(cat.names("")).isFalse();
  }
}
