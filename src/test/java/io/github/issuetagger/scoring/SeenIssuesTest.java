package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.bundle.TrainedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenIssuesTest {
  private static final Instant MAY = Instant.parse("2024-05-01T12:00:00Z");
  private static final Instant JUNE = Instant.parse("2024-06-01T12:00:00Z");

  private static SeenIssues of(String repository, TrainedRepository... trained) {
    return SeenIssues.among(repository, List.of(trained));
  }

  private static TrainedRepository until(String repo, Instant until) {
    return new TrainedRepository(repo, Optional.of(until));
  }

  @Test
  void are_those_up_to_the_newest_that_was_trained_on() {
    SeenIssues seen = of("octo/cat", until("Octo/Cat", MAY));

    assertThat(seen.contains(Optional.of(MAY))).isTrue();
    assertThat(seen.contains(Optional.of(MAY.plusSeconds(1)))).isFalse();
  }

  @Test
  void are_those_without_a_date_too() {
    assertThat(of("octo/cat", until("octo/cat", MAY)).contains(Optional.empty())).isTrue();
  }

  @Test
  void are_all_where_nobody_knows_until_when() {
    SeenIssues seen = of("octo/cat", new TrainedRepository("octo/cat", Optional.empty()));

    assertThat(seen).isEqualTo(SeenIssues.ALL);
    assertThat(seen.contains(Optional.of(JUNE))).isTrue();
  }

  @Test
  void are_none_of_another_repository() {
    SeenIssues seen = of("octo/dog", new TrainedRepository("octo/cat", Optional.empty()));

    assertThat(seen).isEqualTo(SeenIssues.NONE);
    assertThat(seen.contains(Optional.of(MAY))).isFalse();
    assertThat(seen.contains(Optional.empty())).isFalse();
  }

  @Test
  void are_those_that_any_of_the_models_has_seen() {
    SeenIssues seen = of("octo/cat", until("octo/cat", MAY), until("octo/cat", JUNE));

    assertThat(seen.contains(Optional.of(JUNE))).isTrue();
  }

  @Test
  void are_known_of_each_repository_by_itself(@TempDir Path folder) throws IOException {
    Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\\{", "{\"trained_repositories\": [{\"repo\": \"octo/cat\"}],"));
    try (Predictors predictors = Predictors.open(Bundles.similarityAlone().withBundle(folder))) {
      assertThat(predictors.ladder("OCTO/cat").seen()).isEqualTo(SeenIssues.ALL);
      assertThat(predictors.ladder("octo/dog").seen()).isEqualTo(SeenIssues.NONE);
      assertThat(predictors.ladder("").seen()).isEqualTo(SeenIssues.NONE);
    }
  }
}
