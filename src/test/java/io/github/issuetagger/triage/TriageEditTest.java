package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issue whose title or body is edited. */
class TriageEditTest {
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

  @Test
  @DisplayName("of an issue with only the App's labels triggers a triage")
  void ofAnIssueWithOnlyOurLabelsIsLookedAtAgain() {
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
  @DisplayName("of an issue with other labels is ignored whatever the settings")
  void ofAnIssueWithOtherLabelsIsLeftAloneWhateverTheSettings() {
    github.settings("{mode: apply, skip_labelled: false}");
    github.labels.add("documentation");

    String guid = world.issues("edited", NEW_TITLE);

    assertThat(world.result(guid)).isEqualTo("it is labeled already");
  }

  @Test
  @DisplayName("of neither title nor body is ignored")
  void ofNeitherTitleNorBodyMeansNothing() {
    world.issues("edited", Map.of("milestone", Map.of("from", "v1")));

    assertThat(github.writes).isZero();
    assertThat(predictor.asked).isEmpty();
  }

  @Test
  @DisplayName("that makes a suggestion wrong withdraws it")
  void thatMakesASuggestionWrongTakesItBack() {
    world.issues("opened");
    predictor.scores.clear();

    world.issues("edited", NEW_TITLE);

    assertThat(github.onlyComment())
        .contains("no label to suggest now")
        .doesNotContain("<code>bug</code>");
  }

  @Test
  @DisplayName("that makes a suggestion wrong keeps the row of an applied label")
  void thatMakesASuggestionWrongKeepsTheRowOfAnAppliedLabel() {
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
