package io.github.issuetagger.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.learning.training.BagOfWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvaluationSplitTest {
  private static List<LabeledIssue> issues() {
    List<LabeledIssue> issues = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      issues.add(BagOfWords.issue(i, "t", "b", i % 2 == 0 ? "Bug" : "bug", "needs-triage"));
    }
    issues.add(BagOfWords.issue(11, "nobody labelled it", ""));
    return issues;
  }

  private static List<String> names(LabelCatalog catalog) {
    return catalog.labels().stream().map(Label::name).toList();
  }

  @Test
  @DisplayName("trains on the older and tests on the newer labeled issues")
  void learnsFromTheOlderAndJudgesOnTheNewerLabelledIssues() {
    List<LabeledIssue> shuffled = new ArrayList<>(issues());
    Collections.reverse(shuffled);

    EvaluationSplit split = EvaluationSplit.byTime(shuffled);

    assertThat(split.history())
        .extracting(issue -> issue.number().orElseThrow())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(split.test())
        .extracting(issue -> issue.number().orElseThrow())
        .containsExactly(8L, 9L, 10L);
  }

  @Test
  @DisplayName("evaluates labels that are used enough and depend on the text")
  void judgesLabelsThatAreUsedEnoughAndTellOfTheText() {
    EvaluationSplit split = EvaluationSplit.byTime(issues());

    assertThat(names(split.catalog(Optional.empty(), 7, false))).containsExactly("bug");
    assertThat(names(split.catalog(Optional.empty(), 7, true)))
        .containsExactly("bug", "needs-triage");
    assertThat(names(split.catalog(Optional.empty(), 8, false))).isEmpty();
  }

  @Test
  @DisplayName("spells labels as the repository does")
  void spellsLabelsAsTheRepositoryDoes() {
    LabelCatalog given =
        new LabelCatalog(List.of(Label.of("BUG", "broken"), Label.of("never", "")));

    assertThat(names(EvaluationSplit.byTime(issues()).catalog(Optional.of(given), 1, false)))
        .containsExactly("BUG");
  }
}
