package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
