package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Status;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class IssueTriageTest {
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
          .contains(new Run.Basis("test-rung", "test-bundle 1.0", "", false));
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
}
