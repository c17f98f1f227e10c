package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.OutcomeCounts;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.TextFeatures;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is remembered to learn from, on whichever database. */
abstract class LearningStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");
  private static final RepositoryRef OTHER = new RepositoryRef(7, 43, "octo", "world");

  private Database database;
  private LearningStore store;

  abstract DatabaseConfig newDatabase();

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    store = LearningStore.on(database.jdbi());
    store.repositories().seen(REPOSITORY);
    store.repositories().seen(OTHER);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private static LabelAnnotation example(
      int issue, String label, boolean belongs, AnnotationSource source, Instant at) {
    return new LabelAnnotation(42, issue, label, belongs, source, "labeled", at);
  }

  private void enter(
      int issue, String label, boolean belongs, AnnotationSource source, Instant at) {
    store.annotations().add(example(issue, label, belongs, source, at));
  }

  @Nested
  @DisplayName("Of several annotations of a label")
  class OfSeveralWordsOnALabel {
    @Test
    @DisplayName("the most trusted source's counts, at any age")
    void theWeightiestSourceSStandsHoweverOld() {
      enter(5, "bug", false, AnnotationSource.MAINTAINER, NOON);
      enter(5, "bug", true, AnnotationSource.AUTHOR, NOON.plus(DAY));
      enter(5, "bug", true, AnnotationSource.TEMPLATE, NOON.plus(DAY));
      enter(5, "bug", true, AnnotationSource.BOT, NOON.plus(DAY));

      assertThat(store.annotations().loadEffective(42))
          .containsExactly(example(5, "bug", false, AnnotationSource.MAINTAINER, NOON));
    }

    @Test
    @DisplayName("the latest of one source counts, in any order of arrival")
    void theLatestOfEqualsStandsInWhateverOrderTheyCame() {
      enter(5, "bug", true, AnnotationSource.MAINTAINER, NOON.plus(DAY));
      enter(5, "bug", false, AnnotationSource.MAINTAINER, NOON);

      assertThat(store.annotations().loadEffective(42))
          .extracting(LabelAnnotation::belongs)
          .containsExactly(true);
    }

    @Test
    @DisplayName("the last one added counts if their times are equal")
    void theOneThatCameLastStandsWhenTheyAreOfOneTime() {
      enter(5, "bug", true, AnnotationSource.MAINTAINER, NOON);
      enter(5, "bug", false, AnnotationSource.MAINTAINER, NOON);

      assertThat(store.annotations().loadEffective(42, 5))
          .extracting(LabelAnnotation::belongs)
          .containsExactly(false);
    }

    @Test
    @DisplayName("all are kept")
    void allAreKept() {
      enter(5, "bug", true, AnnotationSource.BOT, NOON);
      enter(5, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY));
      enter(5, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY));

      assertThat(store.annotations().loadAll(42, 5))
          .containsExactly(
              example(5, "bug", true, AnnotationSource.BOT, NOON),
              example(5, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY)));
    }

    @Test
    @DisplayName("spellings of one label count as the same")
    void theSpellingDoesNotPartThem() {
      enter(5, "Bug", true, AnnotationSource.MAINTAINER, NOON);
      enter(5, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY));
      enter(5, "Ärger", true, AnnotationSource.MAINTAINER, NOON);
      enter(5, "ärger", false, AnnotationSource.MAINTAINER, NOON.plus(DAY));

      assertThat(store.annotations().loadEffective(42, 5))
          .extracting(LabelAnnotation::belongs)
          .containsExactly(false, false);
    }
  }

  @Nested
  @DisplayName("The effective annotation")
  class WhatStands {
    @BeforeEach
    void enterSome() {
      enter(5, "bug", true, AnnotationSource.MAINTAINER, NOON);
      enter(5, "docs", false, AnnotationSource.AUTHOR, NOON);
      enter(6, "bug", true, AnnotationSource.BOT, NOON);
      store
          .annotations()
          .add(
              new LabelAnnotation(
                  43, 5, "bug", true, AnnotationSource.MAINTAINER, "history", NOON));
    }

    @Test
    @DisplayName("is returned for a repository or an issue")
    void isToldARepositoryAndAnIssue() {
      assertThat(store.annotations().loadEffective(42))
          .extracting(LabelAnnotation::issue, LabelAnnotation::label)
          .containsExactly(tuple(5, "bug"), tuple(5, "docs"), tuple(6, "bug"));
      assertThat(store.annotations().loadEffective(42, 6))
          .extracting(LabelAnnotation::label)
          .containsExactly("bug");
    }

    @Test
    @DisplayName("follows a label to its new name once")
    void followsALabelToItsNewNameOnce() {
      store.annotations().renameLabel(42, "Bug", "kind/bug");
      enter(7, "kind/bug", true, AnnotationSource.MAINTAINER, NOON);

      store.annotations().renameLabel(42, "bug", "kind/bug");

      assertThat(store.annotations().loadEffective(42))
          .extracting(LabelAnnotation::label)
          .containsExactlyInAnyOrder("kind/bug", "docs", "kind/bug", "kind/bug");
      assertThat(store.annotations().loadEffective(43))
          .extracting(LabelAnnotation::label)
          .containsExactly("bug");
    }

    @Test
    @DisplayName("may exist under both names if webhooks arrive out of order")
    void mayBeKnownUnderBothNamesWhenWebhooksOvertakeEachOther() {
      enter(5, "defect", true, AnnotationSource.MAINTAINER, NOON);

      store.annotations().renameLabel(42, "bug", "defect");

      assertThat(store.annotations().loadAll(42, 5))
          .extracting(LabelAnnotation::label)
          .containsExactlyInAnyOrder("defect", "docs");
    }

    @Test
    @DisplayName("follows a label that only changes its spelling")
    void followsALabelThatOnlyChangesItsSpelling() {
      store.annotations().renameLabel(42, "bug", "Bug");

      assertThat(store.annotations().loadEffective(42, 5))
          .extracting(LabelAnnotation::label)
          .containsExactly("Bug", "docs");
    }

    @Test
    @DisplayName("goes with the label")
    void goesWithTheLabel() {
      store.annotations().dropLabel(42, "BUG");

      assertThat(store.annotations().loadEffective(42))
          .extracting(LabelAnnotation::label)
          .containsExactly("docs");
      assertThat(store.annotations().loadEffective(43)).hasSize(1);
    }

    @Test
    @DisplayName("goes with the issue")
    void goesWithTheIssue() {
      store.issues().note(42, 5, NOON, true, false);

      store.drop(42, 5);

      assertThat(store.annotations().loadEffective(42))
          .extracting(LabelAnnotation::issue)
          .containsExactly(6);
      assertThat(store.issues().find(42, 5)).isEmpty();
    }

    @Test
    @DisplayName("goes with the repository")
    void goesWithTheRepository() {
      store.issues().note(42, 5, NOON, true, false);
      store.imports().save(42, ImportProgress.START);

      store.repositories().forget(42);

      assertThat(store.annotations().loadEffective(42)).isEmpty();
      assertThat(store.issues().all(42)).isEmpty();
      assertThat(store.annotations().loadEffective(43)).hasSize(1);
    }
  }

  @Nested
  @DisplayName("An issue")
  class AnIssue {
    private static final float[] VECTOR = {0.25f, -1f, 3e-8f};

    @Test
    @DisplayName("is stored as features")
    void isKeptAsWhatAModelMadeOfIt() {
      store.issues().note(42, 5, NOON, true, false);
      assertThat(store.issues().find(42, 5).orElseThrow().reading()).isEmpty();

      store
          .issues()
          .read(
              42,
              5,
              new Reading(
                  "abc",
                  new Embedding("tiny 1.0", VECTOR),
                  Optional.of(new TextFeatures("counts 1", new byte[] {1, 0, 2}))));

      Reading reading = store.issues().find(42, 5).orElseThrow().reading().orElseThrow();
      assertThat(reading.embedding().vector()).containsExactly(VECTOR);
      assertThat(reading.textHash()).isEqualTo("abc");
      assertThat(reading.embedding().encoder()).isEqualTo("tiny 1.0");
      assertThat(reading.features().orElseThrow().version()).isEqualTo("counts 1");
      assertThat(reading.features().orElseThrow().counts()).containsExactly(1, 0, 2);
    }

    @Test
    @DisplayName("keeps what was read when it is noted again")
    void keepsWhatWasReadWhenItIsNotedAgain() {
      store.issues().note(42, 5, NOON, false, false);
      store
          .issues()
          .read(42, 5, new Reading("abc", new Embedding("tiny", VECTOR), Optional.empty()));

      store.issues().note(42, 5, NOON, true, true);

      TrainingIssue known = store.issues().find(42, 5).orElseThrow();
      assertThat(known.labelled()).isTrue();
      assertThat(known.notPlanned()).isTrue();
      assertThat(known.createdAt()).isEqualTo(NOON);
      assertThat(known.reading()).isPresent();
      assertThat(known.reading().orElseThrow().features()).isEmpty();
    }

    @Test
    @DisplayName("is listed by age")
    void isListedByAge() {
      store.issues().note(42, 6, NOON, true, false);
      store.issues().note(42, 9, NOON.minus(DAY), true, false);
      store.issues().note(43, 1, NOON, true, false);

      assertThat(store.issues().all(42)).extracting(TrainingIssue::number).containsExactly(9, 6);
    }
  }

  @Test
  @DisplayName("the history import continues where it stopped")
  void thePastIsReadOnWhereItWasLeft() {
    assertThat(store.imports().find(42)).isEqualTo(ImportProgress.START);

    ImportProgress half = new ImportProgress(Optional.of("after=xyz"), 100, 60, Optional.empty());
    store.imports().save(42, half);
    assertThat(store.imports().find(42)).isEqualTo(half);

    ImportProgress done = new ImportProgress(Optional.empty(), 150, 90, Optional.of(NOON));
    store.imports().save(42, done);
    assertThat(store.imports().find(42)).isEqualTo(done);
    assertThat(store.imports().find(43)).isEqualTo(ImportProgress.START);
  }

  @Nested
  @DisplayName("The outcome counts")
  class HowRightTheAppWas {
    private TriageStore triage;

    @BeforeEach
    void begin() {
      triage = TriageStore.on(database.jdbi(), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private void did(Kind kind, int issue, Instant at) {
      Run run = triage.runs().begin("guid-" + kind + issue + at, REPOSITORY, issue, "opened", at);
      triage.runs().note(run.id(), RunAction.planned(kind, "Bug", 0.9, 0.7, "").done(), at);
    }

    private OutcomeCounts outcome() {
      return store
          .outcomes()
          .all(42, NOON.minus(DAY))
          .getOrDefault("bug", new OutcomeCounts(0, 0, 0, 0, 0));
    }

    @Test
    @DisplayName("follow people's removals")
    void isToldByWhatPeopleTookOff() {
      did(Kind.APPLY, 1, NOON);
      did(Kind.APPLY, 2, NOON);
      did(Kind.APPLY, 3, NOON);
      did(Kind.APPLY, 4, NOON);
      enter(1, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY));
      enter(2, "bug", false, AnnotationSource.BOT, NOON.plus(DAY));
      enter(3, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY.multipliedBy(15)));
      enter(4, "bug", false, AnnotationSource.MAINTAINER, NOON.plus(DAY));
      enter(4, "bug", true, AnnotationSource.MAINTAINER, NOON.plus(DAY.multipliedBy(2)));

      assertThat(outcome()).isEqualTo(new OutcomeCounts(4, 1, 0, 0, 0));
      assertThat(outcome().kept()).isEqualTo(3);
    }

    @Test
    @DisplayName("follow people's reactions to suggestions")
    void isToldByWhatPeopleMadeOfSuggestions() {
      did(Kind.SUGGEST, 1, NOON);
      did(Kind.SUGGEST, 2, NOON);
      did(Kind.SUGGEST, 3, NOON);
      enter(1, "bug", true, AnnotationSource.MAINTAINER, NOON.plus(DAY));
      enter(2, "bug", false, AnnotationSource.AUTHOR, NOON.plus(DAY));
      enter(3, "docs", true, AnnotationSource.MAINTAINER, NOON.plus(DAY));

      assertThat(outcome()).isEqualTo(new OutcomeCounts(0, 0, 3, 1, 1));
    }

    @Test
    @DisplayName("count an issue once, by the final action")
    void countsAnIssueOnceAndAsWhatWasDoneInTheEnd() {
      did(Kind.SUGGEST, 1, NOON);
      did(Kind.APPLY, 1, NOON.plusSeconds(60));
      did(Kind.APPLY, 1, NOON.plusSeconds(120));

      assertThat(outcome()).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    @Test
    @DisplayName("ignore earlier actions and annotations")
    void leavesOutWhatWasBeforeAndWhatWasSaidBefore() {
      did(Kind.APPLY, 1, NOON.minus(DAY.multipliedBy(2)));
      did(Kind.APPLY, 2, NOON);
      enter(2, "bug", false, AnnotationSource.MAINTAINER, NOON.minusSeconds(60));

      assertThat(outcome()).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
    }
  }

  @Test
  @DisplayName("a demotion is new once")
  void aDemotionIsNewOnce() {
    DemotionStore demotions = new DemotionStore(database.jdbi());

    assertThat(demotions.demote(42, "bug", "not applied", NOON)).isTrue();
    assertThat(demotions.demote(42, "bug", "not applied", NOON.plus(DAY))).isFalse();
    assertThat(demotions.demote(42, "bug", "not suggested", NOON.plus(DAY))).isTrue();
    assertThat(demotions.all(42)).containsOnly(Map.entry("bug", "not suggested"));
    assertThat(demotions.all(43)).isEmpty();

    assertThat(demotions.promote(42, "bug")).isTrue();
    assertThat(demotions.promote(42, "bug")).isFalse();
    assertThat(demotions.all(42)).isEmpty();
  }
}
