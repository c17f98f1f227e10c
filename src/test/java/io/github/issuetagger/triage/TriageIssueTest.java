package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.github.GitHubException;
import io.github.issuetagger.github.GitHubException.Kind;
import io.github.issuetagger.store.IssueLeases.Lease;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Status;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class TriageIssueTest {
  private static final Map<String, Object> NEW_TITLE = Map.of("title", Map.of("from", "old"));

  @TempDir Path folder;
  private TriageWorld world;
  private FakeGitHub github;
  private FakePredictor predictor;

  @BeforeEach
  void open() {
    world = new TriageWorld(folder);
    github = world.github;
    predictor = world.predictor;
    predictor.scores.put("bug", 0.9);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Nested
  class By_default {
    @Test
    void suggests_in_a_comment_and_adds_no_label() {
      String guid = world.issues("opened");

      assertThat(github.labels).isEmpty();
      assertThat(github.onlyComment()).contains("<code>bug</code> | 90 % | suggested");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    void records_what_it_did_and_why() {
      String guid = world.issues("opened");

      assertThat(world.run(guid).basis())
          .contains(
              new io.github.issuetagger.store.Run.Basis("test-rung", "test-bundle 1.0", "", false));
      assertThat(world.actions(guid))
          .extracting(RunAction::kind, RunAction::label, RunAction::status, RunAction::reason)
          .containsExactly(
              tuple(RunAction.Kind.SUGGEST, "bug", Status.DONE, "reaches its suggest threshold"),
              tuple(RunAction.Kind.COMMENT, "", Status.DONE, "says which labels fit and why"));
    }

    @Test
    void is_silent_when_nothing_fits() {
      predictor.scores.clear();

      String guid = world.issues("opened");

      assertThat(github.writes).isZero();
      assertThat(world.result(guid)).isEqualTo("nothing to say");
    }

    @Test
    void leaves_no_name_behind_in_the_log_context() {
      world.issues("opened");

      assertThat(MDC.get("repository")).isNull();
      assertThat(MDC.get("issue")).isNull();
    }
  }

  @Nested
  class Told_to_apply {
    @BeforeEach
    void apply() {
      github.settings("mode: apply");
    }

    @Test
    void adds_the_label_and_says_so() {
      String guid = world.issues("opened");

      assertThat(github.labels).containsExactly("bug");
      assertThat(github.onlyComment())
          .contains("<code>bug</code> | 90 % | applied")
          .doesNotContain("Add the label yourself");
      assertThat(world.actions(guid))
          .extracting(RunAction::label, RunAction::status)
          .contains(tuple("bug", Status.DONE));
    }

    @Test
    void does_it_once_a_delivery() {
      String guid = world.issues("opened");
      int writes = github.writes;

      world.issues(guid, "opened", Map.of());

      assertThat(github.writes).isEqualTo(writes);
    }

    @Test
    void never_adds_back_what_a_person_took_off() {
      github.removedByPeople.add("Bug");

      world.issues("reopened");

      assertThat(github.writes).isZero();
    }

    @Test
    void says_only_what_really_happened_to_a_label_renamed_meanwhile() {
      predictor.scores.put("documentation", 0.8);
      github.afterCall =
          call -> {
            if (call.equals("issue") && predictor.asked.isPresent()) {
              github.catalog.remove("bug");
            }
          };

      String guid = world.issues("opened");

      assertThat(github.labels).containsExactly("documentation");
      assertThat(github.onlyComment()).contains("documentation").doesNotContain("<code>bug");
      assertThat(world.actions(guid))
          .filteredOn(action -> action.label().equals("bug"))
          .extracting(RunAction::status, RunAction::reason)
          .containsExactly(tuple(Status.SKIPPED, "no longer a label of the repository"));
    }

    @Test
    void writes_no_comment_when_its_only_label_is_gone() {
      github.afterCall =
          call -> {
            if (call.equals("issue") && predictor.asked.isPresent()) {
              github.catalog.remove("bug");
            }
          };

      world.issues("opened");

      assertThat(github.comments).isEmpty();
    }

    @Test
    void keeps_the_label_when_the_conversation_is_locked() {
      github.locked = true;

      String guid = world.issues("opened");

      assertThat(github.labels).containsExactly("bug");
      assertThat(world.result(guid)).isEqualTo("GitHub refused the comment");
    }
  }

  @Nested
  class Leaves_alone {
    private void nothingHappens(String guid, String why) {
      assertThat(github.writes).isZero();
      assertThat(world.result(guid)).isEqualTo(why);
    }

    @Test
    void an_issue_that_is_gone() {
      github.gone = true;
      nothingHappens(world.issues("opened"), "the issue is gone");
    }

    @Test
    void a_pull_request() {
      github.pullRequest = true;
      nothingHappens(world.issues("opened"), "it is a pull request");
    }

    @Test
    void what_a_bot_opened() {
      github.bot = true;
      nothingHappens(world.issues("opened"), "a bot opened it");
    }

    @Test
    void a_closed_issue() {
      github.closed = true;
      nothingHappens(world.issues("opened"), "it is closed");
    }

    @Test
    void an_issue_that_somebody_labelled() {
      github.labels.add("question");
      nothingHappens(world.issues("opened"), "it is labelled already");
    }

    @Test
    void an_issue_that_is_labelled_while_we_think() {
      predictor.whileThinking = () -> github.labels.add("question");
      nothingHappens(world.issues("opened"), "it is labelled already");
    }

    @Test
    void an_issue_that_is_deleted_while_we_think() {
      predictor.whileThinking = () -> github.gone = true;
      nothingHappens(world.issues("opened"), "the issue is gone");
    }

    @Test
    void a_repository_without_labels() {
      github.catalog.clear();
      nothingHappens(world.issues("opened"), "the repository has no labels");
    }

    @Test
    void everything_when_told_to() {
      github.settings("mode: off");
      nothingHappens(world.issues("opened"), "every label's mode is off");
      assertThat(predictor.asked).isEmpty();
    }
  }

  @Nested
  class A_dry_run {
    @Test
    void changes_nothing_and_records_what_it_would_have_done() {
      github.settings("{mode: apply, dry_run: true}");
      predictor.scores.put("question", 0.5);

      String guid = world.issues("opened");

      assertThat(github.writes).isZero();
      assertThat(world.result(guid)).isEqualTo("dry run");
      assertThat(world.actions(guid))
          .filteredOn(action -> !action.label().isEmpty())
          .extracting(RunAction::label, RunAction::status, RunAction::reason)
          .containsExactly(
              tuple("bug", Status.SKIPPED, "dry run"),
              tuple("question", Status.SKIPPED, "dry run"));
    }
  }

  @Nested
  class Tried_again {
    @BeforeEach
    void apply() {
      github.settings("mode: apply");
    }

    private String firstTryFailsAfter(String call) {
      github.afterCall =
          done -> {
            if (done.equals(call)) {
              throw FakeGitHub.failure(Kind.UNAVAILABLE);
            }
          };
      assertThatThrownBy(() -> world.issues("guid", "opened", Map.of()))
          .isInstanceOf(GitHubException.class);
      github.afterCall = done -> {};
      return "guid";
    }

    @Test
    void after_the_label_went_through_it_only_writes_the_comment() {
      String guid = firstTryFailsAfter("addLabels");
      assertThat(github.labels).containsExactly("bug");
      assertThat(github.comments).isEmpty();

      world.issues(guid, "opened", Map.of());

      assertThat(github.writes).isEqualTo(2);
      assertThat(github.onlyComment()).contains("<code>bug</code> | 90 % | applied");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    void after_the_comment_went_through_it_writes_no_second_one() {
      String guid = firstTryFailsAfter("putComment");

      world.issues(guid, "opened", Map.of());

      assertThat(github.comments).hasSize(1);
      assertThat(github.labels).containsExactly("bug");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    void it_respects_what_happened_in_between() {
      String guid = firstTryFailsAfter("issue");
      github.labels.add("question");

      world.issues(guid, "opened", Map.of());

      assertThat(github.labels).containsExactly("question");
      assertThat(world.result(guid)).isEqualTo("it is labelled already");
    }

    @Test
    void it_does_not_put_back_what_a_person_took_off_in_between() {
      String guid = firstTryFailsAfter("addLabels");
      github.labels.clear();
      github.removedByPeople.add("bug");

      world.issues(guid, "opened", Map.of());

      assertThat(github.labels).isEmpty();
      assertThat(github.comments).isEmpty();
    }
  }

  @Nested
  class Alone_on_an_issue {
    @Test
    void asks_to_come_back_when_another_worker_is_at_it() {
      try (Lease other =
          world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE).orElseThrow()) {
        assertThatThrownBy(() -> world.issues("guid", "opened", Map.of()))
            .isInstanceOfSatisfying(
                BusyException.class, busy -> assertThat(busy.retryAt()).isAfter(TriageWorld.NOON));
        assertThat(other.renew()).isTrue();
      }
      assertThat(github.writes).isZero();

      world.issues("guid", "opened", Map.of());
      assertThat(github.comments).hasSize(1);
    }

    @Test
    void gives_the_issue_back_after_a_failure() {
      github.afterCall =
          done -> {
            throw FakeGitHub.failure(Kind.UNAVAILABLE);
          };
      assertThatThrownBy(() -> world.issues("opened")).isInstanceOf(GitHubException.class);

      assertThat(world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE))
          .isPresent();
    }

    @Test
    void stops_before_acting_when_the_issue_went_to_another_worker() {
      AtomicReference<Optional<Lease>> other = new AtomicReference<>(Optional.empty());
      predictor.whileThinking =
          () -> {
            world.store.leases().releaseAll();
            other.set(world.store.leases().tryAcquire(FakeGitHub.REPOSITORY, FakeGitHub.ISSUE));
          };

      assertThatThrownBy(() -> world.issues("opened")).isInstanceOf(BusyException.class);

      assertThat(github.writes).isZero();
      assertThat(other.get()).hasValueSatisfying(lease -> assertThat(lease.renew()).isTrue());
    }
  }

  @Nested
  class An_edit {
    @Test
    void of_an_issue_with_only_our_labels_is_looked_at_again() {
      github.settings("mode: apply");
      world.issues("opened");
      predictor.scores.put("question", 0.8);

      world.issues("edited", NEW_TITLE);

      assertThat(github.labels).containsExactly("bug", "question");
      assertThat(github.onlyComment())
          .contains("<code>bug</code> | 90 % | applied")
          .contains("<code>question</code> | 80 % | applied");
    }

    @Test
    void of_an_issue_with_other_labels_is_left_alone_whatever_the_settings() {
      github.settings("{mode: apply, skip_labelled: false}");
      github.labels.add("documentation");

      String guid = world.issues("edited", NEW_TITLE);

      assertThat(world.result(guid)).isEqualTo("it is labelled already");
    }

    @Test
    void of_neither_title_nor_body_means_nothing() {
      world.issues("edited", Map.of("milestone", Map.of("from", "v1")));

      assertThat(github.writes).isZero();
      assertThat(predictor.asked).isEmpty();
    }

    @Test
    void that_makes_a_suggestion_wrong_takes_it_back() {
      world.issues("opened");
      predictor.scores.clear();

      world.issues("edited", NEW_TITLE);

      assertThat(github.onlyComment())
          .contains("no label to suggest now")
          .doesNotContain("<code>bug</code>");
    }

    @Test
    void that_makes_a_suggestion_wrong_keeps_the_row_of_an_applied_label() {
      github.settings("{mode: apply}");
      predictor.scores.put("question", 0.5);
      world.issues("opened");
      assertThat(github.onlyComment()).contains("<code>question</code> | 50 % | suggested");
      predictor.scores.put("question", 0.1);

      world.issues("edited", NEW_TITLE);

      assertThat(github.onlyComment())
          .contains("<code>bug</code> | 90 % | applied")
          .doesNotContain("question");
    }
  }

  @Nested
  class Settings {
    @Test
    void give_the_model_the_maintainers_hypothesis_and_aliases() {
      github.catalog.add("kind/defect");
      github.settings(
          """
          labels: { question: { hypothesis: "Somebody asks something." } }
          aliases: { defect: kind/defect }
          """);
      predictor.scores.clear();
      predictor.scores.put("defect", 0.6);

      world.issues("opened");

      assertThat(predictor.asked.orElseThrow().find("question").orElseThrow().hypothesis())
          .contains("Somebody asks something.");
      assertThat(github.onlyComment()).contains("60 % | suggested").contains("defect");
    }

    @Test
    void that_are_broken_leave_the_defaults_and_are_told_once() {
      github.settings("mode: aply\n");

      world.issues("opened");

      assertThat(github.onlyComment())
          .contains("suggested")
          .contains("The default settings hold")
          .contains("line 1: ")
          .contains("must be off&#44; suggest or apply");

      github.comments.clear();
      world.store.comments().save(42, FakeGitHub.ISSUE + 1, 5);
      deliverIssue(FakeGitHub.ISSUE + 1);
      assertThat(github.comments.values()).noneMatch(body -> body.contains("line 1: "));
    }

    private void deliverIssue(int number) {
      world.deliver(
          "issues",
          Map.of(
              "action", "opened",
              "issue", Map.of("number", number),
              "repository", TriageWorld.repository("octo", "hello"),
              "installation", Map.of("id", 7)));
    }

    @Test
    void that_are_broken_leave_the_last_sound_ones() {
      github.settings("mode: apply");
      predictor.scores.clear();
      world.issues("opened");
      predictor.scores.put("bug", 0.9);
      github.settings("mode: apply\nthreshold: high\n");

      world.issues("reopened");

      assertThat(github.labels).containsExactly("bug");
      assertThat(github.onlyComment()).contains("Its last sound version holds");
    }

    @Test
    void that_are_broken_but_say_dry_run_are_believed_so_far() {
      github.settings("dry_run: true\nthreshold: high\n");

      world.issues("opened");

      assertThat(github.writes).isZero();
    }

    @Test
    void are_told_later_when_the_comment_was_refused() {
      github.settings("mode: aply\n");
      github.locked = true;
      world.issues("opened");
      github.locked = false;

      deliverIssue(FakeGitHub.ISSUE + 1);

      assertThat(github.onlyComment()).contains("line 1: ");
    }

    @Test
    void that_went_away_mean_the_defaults_again() {
      github.settings("mode: apply");
      github.labels.add("question");
      world.issues("opened");
      github.labels.clear();
      github.settings = Optional.empty();

      world.issues("reopened");

      assertThat(github.labels).isEmpty();
      assertThat(github.onlyComment()).contains("suggested");
    }
  }
}
