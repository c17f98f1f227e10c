package io.github.issuetagger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.LabeledIssue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFileTest {
  @TempDir Path folder;

  private List<LabeledIssue> read(String lines) throws IOException {
    return HistoryFile.read(Files.writeString(folder.resolve("h.jsonl"), lines)).issues();
  }

  @Test
  @DisplayName("reads labels as names or as GitHub lists them")
  void readsLabelsAsNamesOrAsGithubListsThem() throws IOException {
    assertThat(
            read(
                """
                {"title":"a","labels":["bug","good first issue"]}
                {"title":"b","labels":[{"name":"bug","color":"f00"}]}
                {"title":"c","labels":null}
                {"title":"d"}
                """))
        .extracting(LabeledIssue::labels)
        .containsExactly(List.of("bug", "good first issue"), List.of("bug"), List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02T03:04:05Z, 2024-01-02T03:04:05Z",
    "2024-01-02T03:04:05+02:00, 2024-01-02T01:04:05Z",
    "2024-01-02 03:04:05, 2024-01-02T03:04:05Z",
    "2024-01-02, 2024-01-02T00:00:00Z",
  })
  @DisplayName("reads times")
  void readsTimes(String written, Instant time) throws IOException {
    assertThat(
            read("{\"title\":\"a\",\"created_at\":\"%s\"}".formatted(written)).get(0).createdAt())
        .contains(time);
  }

  @Test
  @DisplayName("ignores a time that it cannot read")
  void ignoresATimeThatItCannotRead() throws IOException {
    assertThat(
            read(
                """
                {"title":"a","created_at":"yesterday"}
                {"title":"a","created_at":7}
                """))
        .extracting(LabeledIssue::createdAt)
        .containsOnly(Optional.empty());
  }

  @Test
  @DisplayName("separates the lines that are not issues")
  void separatesTheLinesThatAreNotIssues() throws IOException {
    HistoryFile.Content content =
        HistoryFile.read(
            Files.writeString(folder.resolve("h.jsonl"), "nonsense\n{\"title\":\"a\"}\n"));

    assertThat(content.issues()).hasSize(1);
    assertThat(content.bad()).extracting(BatchLine::number).containsExactly(1L);
  }
}
