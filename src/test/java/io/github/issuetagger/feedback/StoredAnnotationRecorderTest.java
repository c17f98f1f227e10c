package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAnnotationRecorderTest {
  private static final Instant OPENED = Instant.parse("2026-10-01T00:00:00Z");

  private LearningWorld world;

  @BeforeEach
  void start(@TempDir Path folder) {
    world = new LearningWorld(folder);
    world.store.repositories().seen(world.repository.ref());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private LabelAnnotation enter() {
    LabelAnnotation example =
        new LabelAnnotation(
            world.id(),
            5,
            "bug",
            false,
            AnnotationSource.MAINTAINER,
            "command",
            world.clock.instant());
    new StoredAnnotationRecorder(world.store, world.remember)
        .enter(example, new Seen(5, new IssueText("It crashes", ""), OPENED, true, false));
    return example;
  }

  @Test
  @DisplayName("enters the word and keeps where its issue lies")
  void entersTheWordAndKeepsWhereItsIssueLies() {
    LabelAnnotation example = enter();

    assertThat(world.store.annotations().loadEffective(world.id())).containsExactly(example);
    assertThat(world.store.issues().find(world.id(), 5))
        .hasValueSatisfying(
            issue -> {
              assertThat(issue.createdAt()).isEqualTo(OPENED);
              assertThat(issue.labelled()).isTrue();
              assertThat(issue.reading()).isPresent();
            });
  }

  @Test
  @DisplayName("reads the issue once and leaves what is known of how it was closed")
  void readsTheIssueOnceAndLeavesWhatIsKnownOfHowItWasClosed() {
    enter();
    world.store.issues().note(world.id(), 5, OPENED, true, true);
    enter();

    assertThat(world.embedded).hasSize(1);
    assertThat(world.store.issues().find(world.id(), 5))
        .hasValueSatisfying(issue -> assertThat(issue.notPlanned()).isTrue());
  }
}
