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

class AnnotationRecorderTest {
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

  private LabelAnnotation record() {
    LabelAnnotation example =
        new LabelAnnotation(
            world.id(),
            5,
            "bug",
            false,
            AnnotationSource.MAINTAINER,
            "command",
            world.clock.instant());
    new AnnotationRecorder(world.store, world.remember)
        .record(example, new Seen(5, new IssueText("It crashes", ""), OPENED, true, false));
    return example;
  }

  @Test
  @DisplayName("stores the annotation and the features of its issue")
  void storesTheAnnotationAndTheFeaturesOfItsIssue() {
    LabelAnnotation example = record();

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
  @DisplayName("computes the features once and keeps how the issue was closed")
  void computesTheFeaturesOnceAndKeepsHowTheIssueWasClosed() {
    record();
    world.store.issues().note(world.id(), 5, OPENED, true, true);
    record();

    assertThat(world.embedded).hasSize(1);
    assertThat(world.store.issues().find(world.id(), 5))
        .hasValueSatisfying(issue -> assertThat(issue.notPlanned()).isTrue());
  }
}
