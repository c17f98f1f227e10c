package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How settings, sound and broken, reach an issue. */
class TriageSettingsTest {
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

  @Test
  @DisplayName("pass hypotheses and aliases to the model")
  void giveTheModelTheMaintainersHypothesisAndAliases() {
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
  @DisplayName("that are invalid fall back to the defaults and are reported once")
  void thatAreBrokenLeaveTheDefaultsAndAreToldOnce() {
    github.settings("mode: aply\n");

    world.issues("opened");

    assertThat(github.onlyComment())
        .contains("suggested")
        .contains("The default settings apply until it is fixed")
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
  @DisplayName("that are invalid fall back to the last valid ones")
  void thatAreBrokenLeaveTheLastSoundOnes() {
    github.settings("mode: apply");
    predictor.scores.clear();
    world.issues("opened");
    predictor.scores.put("bug", 0.9);
    github.settings("mode: apply\nthreshold: high\n");

    world.issues("reopened");

    assertThat(github.labels).containsExactly("bug");
    assertThat(github.onlyComment()).contains("Its last valid version applies");
  }

  @Test
  @DisplayName("that are invalid but ask for a dry run get one")
  void thatAreBrokenButSayDryRunAreBelievedSoFar() {
    github.settings("dry_run: true\nthreshold: high\n");

    world.issues("opened");

    assertThat(github.writes).isZero();
  }

  @Test
  @DisplayName("are reported later if the comment was refused")
  void areToldLaterWhenTheCommentWasRefused() {
    github.settings("mode: aply\n");
    github.locked = true;
    world.issues("opened");
    github.locked = false;

    deliverIssue(FakeGitHub.ISSUE + 1);

    assertThat(github.onlyComment()).contains("line 1: ");
  }

  @Test
  @DisplayName("that were deleted mean the defaults again")
  void thatWentAwayMeanTheDefaultsAgain() {
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
