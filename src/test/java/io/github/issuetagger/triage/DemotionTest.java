package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.policy.Demotion;
import io.github.issuetagger.settings.ParsedSettings;
import io.github.issuetagger.settings.SettingsParser;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A label that people keep removing")
class DemotionTest {
  private static final Instant NOON = TriageWorld.NOON;

  private TriageWorld world;

  @BeforeEach
  void start(@TempDir Path folder) {
    world = new TriageWorld(folder);
    world.store.repositories().seen(FakeGitHub.REPOSITORY);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void appliedAndTakenOff(int from, int to, Instant at) {
    for (int issue = from; issue <= to; issue++) {
      Run run =
          world.store.runs().begin("past-" + issue, FakeGitHub.REPOSITORY, issue, "opened", at);
      world
          .store
          .runs()
          .note(run.id(), RunAction.planned(Kind.APPLY, "bug", 0.9, 0.7, "").done(), at);
      world.examples.add(
          new LabelAnnotation(
              FakeGitHub.REPOSITORY.id(),
              issue,
              "bug",
              false,
              AnnotationSource.MAINTAINER,
              "unlabeled",
              at.plusSeconds(60)));
    }
  }

  private Demotion demotion(String yaml) {
    ParsedSettings parsed = new SettingsParser().parse(yaml);
    return new DemotionTracker(world.store, world.clock)
        .update(FakeGitHub.REPOSITORY, parsed.settings())
        .of("bug")
        .orElseThrow();
  }

  @Test
  @DisplayName("is suggested and no longer applied, and says why")
  void suggested() {
    appliedAndTakenOff(101, 105, NOON.minus(Duration.ofDays(3)));
    world.github.settings("mode: apply");
    world.predictor.scores.put("bug", 0.9);

    String guid = world.issues("opened");

    assertThat(world.actions(guid))
        .filteredOn(action -> action.kind() != Kind.COMMENT)
        .extracting(RunAction::kind, RunAction::label, RunAction::reason)
        .containsExactly(tuple(Kind.SUGGEST, "bug", "people kept it only 0 of 5 times recently"));
    assertThat(world.store.demotions().all(FakeGitHub.REPOSITORY.id()))
        .containsEntry("bug", "not applied");
  }

  @Test
  @DisplayName("is applied while too few removals are known")
  void seldom() {
    appliedAndTakenOff(101, 104, NOON.minus(Duration.ofDays(3)));
    world.github.settings("mode: apply");
    world.predictor.scores.put("bug", 0.9);

    String guid = world.issues("opened");

    assertThat(world.actions(guid)).extracting(RunAction::kind).contains(Kind.APPLY);
    assertThat(world.store.demotions().all(FakeGitHub.REPOSITORY.id())).isEmpty();
  }

  @Test
  @DisplayName("is applied again after a long time, or if the settings ask for less precision")
  void promoted() {
    appliedAndTakenOff(101, 105, NOON.minus(Duration.ofDays(3)));
    assertThat(demotion("{}").standing()).isEqualTo("not applied");
    DemotionTracker tracker = new DemotionTracker(world.store, world.clock);

    assertThat(
            tracker
                .update(
                    FakeGitHub.REPOSITORY, new SettingsParser().parse("precision: 0").settings())
                .all())
        .isEmpty();
    assertThat(world.store.demotions().all(FakeGitHub.REPOSITORY.id())).isEmpty();

    assertThat(demotion("{}").standing()).isEqualTo("not applied");
    world.clock.advance(Duration.ofDays(88));
    assertThat(
            tracker
                .update(FakeGitHub.REPOSITORY, new SettingsParser().parse("{}").settings())
                .all())
        .isEmpty();
    assertThat(world.store.demotions().all(FakeGitHub.REPOSITORY.id())).isEmpty();
  }
}
