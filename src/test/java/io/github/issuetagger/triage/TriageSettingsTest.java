package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
