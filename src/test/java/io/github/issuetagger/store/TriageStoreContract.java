package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.ExecutedCommandStore.Executed;
import io.github.issuetagger.store.LastGoodSettingsStore.Stored;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.database.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What triage remembers, on whichever database. */
abstract class TriageStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");
  private static final RepositoryRef OTHER = new RepositoryRef(7, 43, "octo", "world");
  private static final Run.Basis BASIS =
      new Run.Basis("zero-shot/nli", "tiny 1.0", "abc123", false);

  private Database database;
  private TriageStore store;

  abstract DatabaseConfig newDatabase();

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    store = TriageStore.on(database.jdbi(), Clock.fixed(NOON, ZoneOffset.UTC));
    store.repositories().seen(REPOSITORY);
    store.repositories().seen(OTHER);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private Run begin(String guid, RepositoryRef repository, int issue) {
    return store.runs().begin(guid, repository, issue, "opened", NOON);
  }

  private static RunAction apply(String label) {
    return RunAction.planned(Kind.APPLY, label, 0.9, 0.7, "reaches its threshold");
  }

  private static RunAction suggest(String label) {
    return RunAction.planned(Kind.SUGGEST, label, 0.5, 0.4, "reaches its suggest threshold");
  }

  @Nested
  @DisplayName("A run")
  class ARun {
    @Test
    @DisplayName("is the same for every try of its delivery")
    void isTheSameForEveryTryOfItsDelivery() {
      Run first = begin("guid-1", REPOSITORY, 5);
      Run again = store.runs().begin("guid-1", REPOSITORY, 5, "opened", NOON.plusSeconds(60));

      assertThat(again).isEqualTo(first);
      assertThat(again.createdAt()).isEqualTo(NOON);
      assertThat(begin("guid-2", REPOSITORY, 5).id()).isNotEqualTo(first.id());
    }

    @Test
    @DisplayName("has an id that is safe whatever the guid")
    void hasAnIdThatIsSafeWhateverTheGuid() {
      assertThat(begin("--> <script>", REPOSITORY, 5).id()).matches("[0-9a-f-]{36}");
    }

    @Test
    @DisplayName("keeps its basis and its result")
    void keepsWhatItWasMadeFromAndWhatCameOfIt() {
      Run run = begin("guid", REPOSITORY, 5);
      assertThat(run.basis()).isEmpty();
      assertThat(run.finished()).isFalse();

      store.runs().plan(run.id(), BASIS, List.of(apply("bug"), suggest("docs")), NOON);
      store.runs().finish(run.id(), "done", NOON);

      Run kept = store.runs().find(run.id()).orElseThrow();
      assertThat(kept.basis()).contains(BASIS);
      assertThat(kept.result()).contains("done");
      assertThat(kept.deliveryGuid()).isEqualTo("guid");
      assertThat(kept.repositoryId()).isEqualTo(42);
      assertThat(kept.issue()).isEqualTo(5);
      assertThat(kept.cause()).isEqualTo("opened");
      assertThat(store.runs().actions(run.id())).containsExactly(apply("bug"), suggest("docs"));
    }

    @Test
    @DisplayName("plans again but keeps what was done")
    void plansAnewButKeepsWhatWasDone() {
      Run run = begin("guid", REPOSITORY, 5);
      store.runs().plan(run.id(), BASIS, List.of(apply("bug"), apply("old")), NOON);
      store.runs().note(run.id(), apply("bug").done(), NOON);

      store.runs().plan(run.id(), BASIS, List.of(suggest("new")), NOON);

      assertThat(store.runs().actions(run.id()))
          .containsExactly(apply("bug").done(), suggest("new"));
    }

    @Test
    @DisplayName("marks planned labels as done if the issue has them")
    void countsAsDoneWhatItWasAboutToDoAndTheIssueShows() {
      Run run = begin("guid", REPOSITORY, 5);
      store.runs().plan(run.id(), BASIS, List.of(apply("Bug"), apply("docs")), NOON);

      store.runs().confirm(run.id(), List.of("bug", "question"), NOON);

      assertThat(store.runs().actions(run.id()))
          .containsExactlyInAnyOrder(apply("Bug").done(), apply("docs"));
      assertThat(store.runs().applied(42, 5)).containsExactly(apply("Bug").done());
    }

    @Test
    @DisplayName("that was skipped says why")
    void thatWasSkippedSaysWhy() {
      Run run = begin("guid", REPOSITORY, 5);
      store.runs().note(run.id(), apply("bug").skipped("dry run"), NOON);

      assertThat(store.runs().actions(run.id()))
          .singleElement()
          .extracting(RunAction::status, RunAction::reason)
          .containsExactly(RunAction.Status.SKIPPED, "dry run");
      assertThat(store.runs().applied(42, 5)).isEmpty();
    }
  }

  @Nested
  @DisplayName("The App's labels")
  class OurLabels {
    @Test
    @DisplayName("are known by issue")
    void areKnownByIssue() {
      store.runs().note(begin("1", REPOSITORY, 5).id(), apply("bug").done(), NOON);
      store.runs().note(begin("2", REPOSITORY, 6).id(), apply("docs").done(), NOON);
      store.runs().note(begin("3", OTHER, 5).id(), apply("ui").done(), NOON);
      store.runs().note(begin("4", REPOSITORY, 5).id(), suggest("api").done(), NOON);

      assertThat(store.runs().applied(42, 5)).containsExactly(apply("bug").done());
    }

    @Test
    @DisplayName("follow when the repository renames one")
    void followWhenTheRepositoryRenamesOne() {
      Run run = begin("1", REPOSITORY, 5);
      Run other = begin("2", OTHER, 5);
      store.runs().note(run.id(), apply("bug").done(), NOON);
      store.runs().note(other.id(), apply("bug").done(), NOON);

      store.runs().renameLabel(42, "bug", "kind/bug");

      assertThat(store.runs().applied(42, 5)).containsExactly(apply("kind/bug").done());
      assertThat(store.runs().applied(43, 5)).containsExactly(apply("bug").done());
    }

    @Test
    @DisplayName("may be renamed to a name that the run used before")
    void mayBeRenamedToANameThatTheRunUsedBefore() {
      Run run = begin("1", REPOSITORY, 5);
      store.runs().note(run.id(), apply("bug").done(), NOON);
      store.runs().note(run.id(), apply("defect").done(), NOON);

      store.runs().renameLabel(42, "bug", "defect");

      assertThat(store.runs().applied(42, 5)).extracting(RunAction::label).contains("defect");
    }
  }

  @Test
  @DisplayName("the App's comment is found by issue")
  void ourCommentIsKnownByIssue() {
    assertThat(store.comments().find(42, 5)).isEmpty();

    store.comments().save(42, 5, 1001);
    store.comments().save(42, 5, 1002);

    assertThat(store.comments().find(42, 5)).isEqualTo(OptionalLong.of(1002));
    assertThat(store.comments().find(42, 6)).isEmpty();
    assertThat(store.comments().find(43, 5)).isEmpty();
  }

  @Nested
  @DisplayName("The overrides")
  class PeoplesWishes {
    @Test
    @DisplayName("hold wanted and unwanted labels, ignoring case")
    void sayWhichLabelsTheyWantAndWhichNotWhateverTheCase() {
      store.overrides().want(REPOSITORY, 5, "Bug");
      store.overrides().refuse(REPOSITORY, 5, "docs");
      store.overrides().refuse(REPOSITORY, 6, "Bug");

      assertThat(store.overrides().wanted(REPOSITORY, 5)).containsExactly("bug");
      assertThat(store.overrides().refused(REPOSITORY, 5)).containsExactly("docs");
      assertThat(store.overrides().wanted(OTHER, 5)).isEmpty();
    }

    @Test
    @DisplayName("can change")
    void canChange() {
      store.overrides().want(REPOSITORY, 5, "bug");
      store.overrides().refuse(REPOSITORY, 5, "BUG");

      assertThat(store.overrides().wanted(REPOSITORY, 5)).isEmpty();
      assertThat(store.overrides().refused(REPOSITORY, 5)).containsExactly("bug");
    }

    @Test
    @DisplayName("follow a label to its new name")
    void followALabelToItsNewName() {
      store.overrides().refuse(REPOSITORY, 5, "bug");
      store.overrides().want(REPOSITORY, 5, "defect");
      store.overrides().refuse(OTHER, 5, "bug");

      store.overrides().renameLabel(42, "bug", "Defect");
      store.overrides().renameLabel(42, "defect", "DEFECT");

      assertThat(store.overrides().refused(REPOSITORY, 5)).containsExactly("defect");
      assertThat(store.overrides().wanted(REPOSITORY, 5)).isEmpty();
      assertThat(store.overrides().refused(OTHER, 5)).containsExactly("bug");
    }

    @Test
    @DisplayName("pause and resume an issue")
    void pauseAnIssueAndEndThePause() {
      store.overrides().pause(REPOSITORY, 5);
      store.overrides().pause(REPOSITORY, 5);
      assertThat(store.overrides().paused(REPOSITORY, 5)).isTrue();
      assertThat(store.overrides().paused(REPOSITORY, 6)).isFalse();
      assertThat(store.overrides().paused(OTHER, 5)).isFalse();

      store.overrides().resume(REPOSITORY, 5);
      assertThat(store.overrides().paused(REPOSITORY, 5)).isFalse();
    }
  }

  @Nested
  @DisplayName("An executed command")
  class AnExecutedCommand {
    @Test
    @DisplayName("is found by its delivery and place")
    void isFoundByItsDeliveryAndPlace() {
      store.commands().note("guid", 1, REPOSITORY, new Executed("DONE", ""), NOON);

      assertThat(store.commands().find("guid", 1)).contains(new Executed("DONE", ""));
      assertThat(store.commands().find("guid", 0)).isEmpty();
      assertThat(store.commands().find("other", 1)).isEmpty();
    }

    @Test
    @DisplayName("keeps its answer until it is told")
    void keepsItsAnswerUntilItIsTold() {
      store.commands().note("guid", 0, REPOSITORY, new Executed("CONFUSED", "No label."), NOON);
      assertThat(store.commands().find("guid", 0)).contains(new Executed("CONFUSED", "No label."));

      store.commands().forgetAnswers("guid");

      assertThat(store.commands().find("guid", 0)).contains(new Executed("CONFUSED", ""));
    }
  }

  @Test
  @DisplayName("the latest plan on an issue is found")
  void theLatestPlanOnAnIssueIsFound() {
    assertThat(store.runs().latestPlanned(42, 5)).isEmpty();
    Run first = begin("first", REPOSITORY, 5);
    store.runs().plan(first.id(), BASIS, List.of(suggest("bug")), NOON);
    Run second = store.runs().begin("second", REPOSITORY, 5, "edited", NOON.plusSeconds(60));
    store.runs().plan(second.id(), BASIS, List.of(suggest("docs")), NOON);
    store.runs().begin("left alone", REPOSITORY, 5, "edited", NOON.plusSeconds(90));

    assertThat(store.runs().latestPlanned(42, 5)).map(Run::id).contains(second.id());
    assertThat(store.runs().latestPlanned(42, 6)).isEmpty();
  }

  @Nested
  @DisplayName("A repository")
  class ARepository {
    @BeforeEach
    void leaveTraces() {
      for (RepositoryRef repository : List.of(REPOSITORY, OTHER)) {
        Run run = begin("guid of " + repository.id(), repository, 5);
        store.runs().note(run.id(), apply("bug").done(), NOON);
        store.comments().save(repository.id(), 5, 1001);
        store.settings().save(repository.id(), new Stored("sha", false, "mode: apply"));
        store.overrides().pause(repository, 5);
        store.overrides().want(repository, 5, "bug");
        store
            .commands()
            .note("guid of " + repository.id(), 0, repository, new Executed("DONE", ""), NOON);
      }
    }

    private boolean remembered(long id) {
      boolean runs = !store.runs().applied(id, 5).isEmpty();
      assertThat(store.comments().find(id, 5).isPresent()).isEqualTo(runs);
      assertThat(store.settings().find(id).isPresent()).isEqualTo(runs);
      RepositoryRef repository = id == 42 ? REPOSITORY : OTHER;
      assertThat(store.overrides().paused(repository, 5)).isEqualTo(runs);
      assertThat(store.overrides().wanted(repository, 5).isEmpty()).isEqualTo(!runs);
      assertThat(store.commands().find("guid of " + id, 0).isPresent()).isEqualTo(runs);
      return runs;
    }

    @Test
    @DisplayName("is forgotten with all about it")
    void isForgottenWithAllAboutIt() {
      store.repositories().forget(42);

      assertThat(remembered(42)).isFalse();
      assertThat(remembered(43)).isTrue();
    }

    @Test
    @DisplayName("is forgotten with its installation")
    void isForgottenWithItsInstallation() {
      store.repositories().moved(new RepositoryRef(8, 43, "elsewhere", "world"));

      store.repositories().forgetInstallation(7);

      assertThat(remembered(42)).isFalse();
      assertThat(remembered(43)).isTrue();
    }

    @Test
    @DisplayName("that nobody knows cannot move")
    void thatNobodyKnowsCannotMove() {
      assertThat(store.repositories().moved(new RepositoryRef(7, 99, "octo", "new"))).isFalse();
      assertThat(store.repositories().moved(new RepositoryRef(7, 42, "octo", "new"))).isTrue();
    }

    @Test
    @DisplayName("seen under a new name keeps its data")
    void seenUnderANewNameKeepsItsData() {
      store.repositories().seen(new RepositoryRef(8, 42, "new-owner", "new-name"));
      store.repositories().forgetInstallation(7);

      assertThat(remembered(42)).isTrue();
      assertThat(remembered(43)).isFalse();
    }
  }
}
