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
import org.junit.jupiter.api.DisplayName;
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
  @DisplayName("By default")
  class ByDefault {
    @Test
    @DisplayName("suggests in a comment and adds no label")
    void suggestsInACommentAndAddsNoLabel() {
      String guid = world.issues("opened");

      assertThat(github.labels).isEmpty();
      assertThat(github.onlyComment()).contains("<code>bug</code> | 90 % | suggested");
      assertThat(world.result(guid)).isEqualTo("done");
    }

    @Test
    @DisplayName("records its actions and their reasons")
    void recordsWhatItDidAndWhy() {
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
    @DisplayName("writes nothing if no label fits")
    void isSilentWhenNothingFits() {
      predictor.scores.clear();

      String guid = world.issues("opened");

      assertThat(github.writes).isZero();
      assertThat(world.result(guid)).isEqualTo("nothing to say");
    }

    @Test
    @DisplayName("clears the log context")
    void leavesNoNameBehindInTheLogContext() {
      world.issues("opened");

      assertThat(MDC.get("repository")).isNull();
      assertThat(MDC.get("issue")).isNull();
    }
  }

  @Nested
  @DisplayName("In apply mode")
  class ToldToApply {
    @BeforeEach
    void apply() {
      github.settings("mode: apply");
    }

    @Test
    @DisplayName("adds the label and says so")
    void addsTheLabelAndSaysSo() {
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
    @DisplayName("acts once per delivery")
    void doesItOnceADelivery() {
      String guid = world.issues("opened");
      int writes = github.writes;

      world.issues(guid, "opened", Map.of());

      assertThat(github.writes).isEqualTo(writes);
    }

    @Test
    @DisplayName("never adds a label that a person removed")
    void neverAddsBackWhatAPersonTookOff() {
      github.removedByPeople.add("Bug");

      world.issues("reopened");

      assertThat(github.writes).isZero();
    }

    @Test
    @DisplayName("reports the result for a label that was renamed meanwhile")
    void saysOnlyWhatReallyHappenedToALabelRenamedMeanwhile() {
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
    @DisplayName("writes no comment if its only label is gone")
    void writesNoCommentWhenItsOnlyLabelIsGone() {
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
    @DisplayName("keeps the label if the conversation is locked")
    void keepsTheLabelWhenTheConversationIsLocked() {
      github.locked = true;

      String guid = world.issues("opened");

      assertThat(github.labels).containsExactly("bug");
      assertThat(world.result(guid)).isEqualTo("GitHub refused the comment");
    }
  }

  @Nested
  @DisplayName("Leaves alone")
  class LeavesAlone {
    private void nothingHappens(String guid, String why) {
      assertThat(github.writes).isZero();
      assertThat(world.result(guid)).isEqualTo(why);
    }

    @Test
    @DisplayName("an issue that is gone")
    void anIssueThatIsGone() {
      github.gone = true;
      nothingHappens(world.issues("opened"), "the issue is gone");
    }

    @Test
    @DisplayName("a pull request")
    void aPullRequest() {
      github.pullRequest = true;
      nothingHappens(world.issues("opened"), "it is a pull request");
    }

    @Test
    @DisplayName("an issue that a bot opened")
    void whatABotOpened() {
      github.bot = true;
      nothingHappens(world.issues("opened"), "a bot opened it");
    }

    @Test
    @DisplayName("a closed issue")
    void aClosedIssue() {
      github.closed = true;
      nothingHappens(world.issues("opened"), "it is closed");
    }

    @Test
    @DisplayName("an issue that somebody labeled")
    void anIssueThatSomebodyLabelled() {
      github.labels.add("question");
      nothingHappens(world.issues("opened"), "it is labeled already");
    }

    @Test
    @DisplayName("an issue that is labeled during the prediction")
    void anIssueThatIsLabelledWhileWeThink() {
      predictor.whileThinking = () -> github.labels.add("question");
      nothingHappens(world.issues("opened"), "it is labeled already");
    }

    @Test
    @DisplayName("an issue that is deleted during the prediction")
    void anIssueThatIsDeletedWhileWeThink() {
      predictor.whileThinking = () -> github.gone = true;
      nothingHappens(world.issues("opened"), "the issue is gone");
    }

    @Test
    @DisplayName("a repository without labels")
    void aRepositoryWithoutLabels() {
      github.catalog.clear();
      nothingHappens(world.issues("opened"), "the repository has no labels");
    }

    @Test
    @DisplayName("every issue if all labels are off")
    void everythingWhenToldTo() {
      github.settings("mode: off");
      nothingHappens(world.issues("opened"), "every label's mode is off");
      assertThat(predictor.asked).isEmpty();
    }
  }

  @Nested
  @DisplayName("A dry run")
  class ADryRun {
    @Test
    @DisplayName("changes nothing and records the planned actions")
    void changesNothingAndRecordsWhatItWouldHaveDone() {
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
