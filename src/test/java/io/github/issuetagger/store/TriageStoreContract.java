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
  class A_run {
    @Test
    void is_the_same_for_every_try_of_its_delivery() {
      Run first = begin("guid-1", REPOSITORY, 5);
      Run again = store.runs().begin("guid-1", REPOSITORY, 5, "opened", NOON.plusSeconds(60));

      assertThat(again).isEqualTo(first);
      assertThat(again.createdAt()).isEqualTo(NOON);
      assertThat(begin("guid-2", REPOSITORY, 5).id()).isNotEqualTo(first.id());
    }

    @Test
    void has_an_id_that_is_safe_whatever_the_guid() {
      assertThat(begin("--> <script>", REPOSITORY, 5).id()).matches("[0-9a-f-]{36}");
    }

    @Test
    void keeps_what_it_was_made_from_and_what_came_of_it() {
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
    void plans_anew_but_keeps_what_was_done() {
      Run run = begin("guid", REPOSITORY, 5);
      store.runs().plan(run.id(), BASIS, List.of(apply("bug"), apply("old")), NOON);
      store.runs().note(run.id(), apply("bug").done(), NOON);

      store.runs().plan(run.id(), BASIS, List.of(suggest("new")), NOON);

      assertThat(store.runs().actions(run.id()))
          .containsExactly(apply("bug").done(), suggest("new"));
    }

    @Test
    void counts_as_done_what_it_was_about_to_do_and_the_issue_shows() {
      Run run = begin("guid", REPOSITORY, 5);
      store.runs().plan(run.id(), BASIS, List.of(apply("Bug"), apply("docs")), NOON);

      store.runs().confirm(run.id(), List.of("bug", "question"), NOON);

      assertThat(store.runs().actions(run.id()))
          .containsExactlyInAnyOrder(apply("Bug").done(), apply("docs"));
      assertThat(store.runs().applied(42, 5)).containsExactly(apply("Bug").done());
    }

    @Test
    void that_was_skipped_says_why() {
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
  class Our_labels {
    @Test
    void are_known_by_issue() {
      store.runs().note(begin("1", REPOSITORY, 5).id(), apply("bug").done(), NOON);
      store.runs().note(begin("2", REPOSITORY, 6).id(), apply("docs").done(), NOON);
      store.runs().note(begin("3", OTHER, 5).id(), apply("ui").done(), NOON);
      store.runs().note(begin("4", REPOSITORY, 5).id(), suggest("api").done(), NOON);

      assertThat(store.runs().applied(42, 5)).containsExactly(apply("bug").done());
    }

    @Test
    void follow_when_the_repository_renames_one() {
      Run run = begin("1", REPOSITORY, 5);
      Run other = begin("2", OTHER, 5);
      store.runs().note(run.id(), apply("bug").done(), NOON);
      store.runs().note(other.id(), apply("bug").done(), NOON);

      store.runs().renameLabel(42, "bug", "kind/bug");

      assertThat(store.runs().applied(42, 5)).containsExactly(apply("kind/bug").done());
      assertThat(store.runs().applied(43, 5)).containsExactly(apply("bug").done());
    }

    @Test
    void may_be_renamed_to_a_name_that_the_run_used_before() {
      Run run = begin("1", REPOSITORY, 5);
      store.runs().note(run.id(), apply("bug").done(), NOON);
      store.runs().note(run.id(), apply("defect").done(), NOON);

      store.runs().renameLabel(42, "bug", "defect");

      assertThat(store.runs().applied(42, 5)).extracting(RunAction::label).contains("defect");
    }
  }

  @Test
  void our_comment_is_known_by_issue() {
    assertThat(store.comments().find(42, 5)).isEmpty();

    store.comments().save(42, 5, 1001);
    store.comments().save(42, 5, 1002);

    assertThat(store.comments().find(42, 5)).isEqualTo(OptionalLong.of(1002));
    assertThat(store.comments().find(42, 6)).isEmpty();
    assertThat(store.comments().find(43, 5)).isEmpty();
  }

  @Nested
  class Peoples_wishes {
    @Test
    void say_which_labels_they_want_and_which_not_whatever_the_case() {
      store.wishes().want(REPOSITORY, 5, "Bug");
      store.wishes().refuse(REPOSITORY, 5, "docs");
      store.wishes().refuse(REPOSITORY, 6, "Bug");

      assertThat(store.wishes().wanted(REPOSITORY, 5)).containsExactly("bug");
      assertThat(store.wishes().refused(REPOSITORY, 5)).containsExactly("docs");
      assertThat(store.wishes().wanted(OTHER, 5)).isEmpty();
    }

    @Test
    void can_change() {
      store.wishes().want(REPOSITORY, 5, "bug");
      store.wishes().refuse(REPOSITORY, 5, "BUG");

      assertThat(store.wishes().wanted(REPOSITORY, 5)).isEmpty();
      assertThat(store.wishes().refused(REPOSITORY, 5)).containsExactly("bug");
    }

    @Test
    void follow_a_label_to_its_new_name() {
      store.wishes().refuse(REPOSITORY, 5, "bug");
      store.wishes().want(REPOSITORY, 5, "defect");
      store.wishes().refuse(OTHER, 5, "bug");

      store.wishes().renameLabel(42, "bug", "Defect");
      store.wishes().renameLabel(42, "defect", "DEFECT");

      assertThat(store.wishes().refused(REPOSITORY, 5)).containsExactly("defect");
      assertThat(store.wishes().wanted(REPOSITORY, 5)).isEmpty();
      assertThat(store.wishes().refused(OTHER, 5)).containsExactly("bug");
    }

    @Test
    void pause_an_issue_and_end_the_pause() {
      store.wishes().pause(REPOSITORY, 5);
      store.wishes().pause(REPOSITORY, 5);
      assertThat(store.wishes().paused(REPOSITORY, 5)).isTrue();
      assertThat(store.wishes().paused(REPOSITORY, 6)).isFalse();
      assertThat(store.wishes().paused(OTHER, 5)).isFalse();

      store.wishes().resume(REPOSITORY, 5);
      assertThat(store.wishes().paused(REPOSITORY, 5)).isFalse();
    }
  }

  @Nested
  class An_executed_command {
    @Test
    void is_found_by_its_delivery_and_place() {
      store.commands().note("guid", 1, REPOSITORY, new Executed("DONE", ""), NOON);

      assertThat(store.commands().find("guid", 1)).contains(new Executed("DONE", ""));
      assertThat(store.commands().find("guid", 0)).isEmpty();
      assertThat(store.commands().find("other", 1)).isEmpty();
    }

    @Test
    void keeps_its_answer_until_it_is_told() {
      store.commands().note("guid", 0, REPOSITORY, new Executed("CONFUSED", "No label."), NOON);
      assertThat(store.commands().find("guid", 0)).contains(new Executed("CONFUSED", "No label."));

      store.commands().forgetAnswers("guid");

      assertThat(store.commands().find("guid", 0)).contains(new Executed("CONFUSED", ""));
    }
  }

  @Test
  void the_latest_plan_on_an_issue_is_found() {
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
  class A_repository {
    @BeforeEach
    void leaveTraces() {
      for (RepositoryRef repository : List.of(REPOSITORY, OTHER)) {
        Run run = begin("guid of " + repository.id(), repository, 5);
        store.runs().note(run.id(), apply("bug").done(), NOON);
        store.comments().save(repository.id(), 5, 1001);
        store.settings().save(repository.id(), new Stored("sha", false, "mode: apply"));
        store.wishes().pause(repository, 5);
        store.wishes().want(repository, 5, "bug");
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
      assertThat(store.wishes().paused(repository, 5)).isEqualTo(runs);
      assertThat(store.wishes().wanted(repository, 5).isEmpty()).isEqualTo(!runs);
      assertThat(store.commands().find("guid of " + id, 0).isPresent()).isEqualTo(runs);
      return runs;
    }

    @Test
    void is_forgotten_with_all_about_it() {
      store.repositories().forget(42);

      assertThat(remembered(42)).isFalse();
      assertThat(remembered(43)).isTrue();
    }

    @Test
    void is_forgotten_with_its_installation() {
      store.repositories().moved(new RepositoryRef(8, 43, "elsewhere", "world"));

      store.repositories().forgetInstallation(7);

      assertThat(remembered(42)).isFalse();
      assertThat(remembered(43)).isTrue();
    }

    @Test
    void that_nobody_knows_cannot_move() {
      assertThat(store.repositories().moved(new RepositoryRef(7, 99, "octo", "new"))).isFalse();
      assertThat(store.repositories().moved(new RepositoryRef(7, 42, "octo", "new"))).isTrue();
    }

    @Test
    void seen_under_a_new_name_keeps_its_data() {
      store.repositories().seen(new RepositoryRef(8, 42, "new-owner", "new-name"));
      store.repositories().forgetInstallation(7);

      assertThat(remembered(42)).isTrue();
      assertThat(remembered(43)).isFalse();
    }
  }
}
