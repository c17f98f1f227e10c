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
import org.junit.jupiter.api.DisplayName;
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
  @DisplayName("are those up to the newest training issue")
  void areThoseUpToTheNewestThatWasTrainedOn() {
    SeenIssues seen = of("octo/cat", until("Octo/Cat", MAY));

    assertThat(seen.contains(Optional.of(MAY))).isTrue();
    assertThat(seen.contains(Optional.of(MAY.plusSeconds(1)))).isFalse();
  }

  @Test
  @DisplayName("include those without a date")
  void areThoseWithoutADateToo() {
    assertThat(of("octo/cat", until("octo/cat", MAY)).contains(Optional.empty())).isTrue();
  }

  @Test
  @DisplayName("are all issues if no date is known")
  void areAllWhereNobodyKnowsUntilWhen() {
    SeenIssues seen = of("octo/cat", new TrainedRepository("octo/cat", Optional.empty()));

    assertThat(seen).isEqualTo(SeenIssues.ALL);
    assertThat(seen.contains(Optional.of(JUNE))).isTrue();
  }

  @Test
  @DisplayName("are none of another repository")
  void areNoneOfAnotherRepository() {
    SeenIssues seen = of("octo/dog", new TrainedRepository("octo/cat", Optional.empty()));

    assertThat(seen).isEqualTo(SeenIssues.NONE);
    assertThat(seen.contains(Optional.of(MAY))).isFalse();
    assertThat(seen.contains(Optional.empty())).isFalse();
  }

  @Test
  @DisplayName("are those that any of the models has seen")
  void areThoseThatAnyOfTheModelsHasSeen() {
    SeenIssues seen = of("octo/cat", until("octo/cat", MAY), until("octo/cat", JUNE));

    assertThat(seen.contains(Optional.of(JUNE))).isTrue();
  }

  @Test
  @DisplayName("are known of each repository by itself")
  void areKnownOfEachRepositoryByItself(@TempDir Path folder) throws IOException {
    Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\\{", "{\"trained_repositories\": [{\"repo\": \"octo/cat\"}],"));
    try (Cascades cascades = Cascades.open(Bundles.similarityAlone().withBundle(folder))) {
      assertThat(cascades.find("OCTO/cat").seen()).isEqualTo(SeenIssues.ALL);
      assertThat(cascades.find("octo/dog").seen()).isEqualTo(SeenIssues.NONE);
      assertThat(cascades.find("").seen()).isEqualTo(SeenIssues.NONE);
    }
  }
}
