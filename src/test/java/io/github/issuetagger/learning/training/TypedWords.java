package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Reads issues with a model of types that knows some of them by heart and guesses at the others. A
 * type is called like its label.
 */
final class TypedWords implements IssueEncoder {
  private static final double SURE = 6;

  /** How often a guess is right, which is what guessing among three comes to. */
  private static final double RIGHT = 1 / 3.0;

  private final IssueEncoder words = new BagOfWords();
  private final Map<IssueText, String> types = new HashMap<>();

  /** The same model, which has seen the labels of these issues. */
  TypedWords knowing(List<LabeledIssue> issues) {
    issues.forEach(issue -> types.put(issue.text(), issue.labels().get(0)));
    return this;
  }

  /** The same model, which has seen other issues than these. */
  TypedWords guessing(List<LabeledIssue> issues) {
    Random random = new Random(11);
    List<String> labels = List.of("network", "display", "storage");
    for (LabeledIssue issue : issues) {
      String label = issue.labels().get(0);
      int other = (labels.indexOf(label) + 1 + random.nextInt(2)) % labels.size();
      types.put(issue.text(), random.nextDouble() < RIGHT ? label : labels.get(other));
    }
    return this;
  }

  @Override
  public IssueFeatures encode(IssueText text) {
    IssueFeatures read = words.encode(text);
    Map<String, Double> odds = new HashMap<>();
    for (String label : List.of("network", "display", "storage")) {
      odds.put("type." + label, label.equals(types.get(text)) ? SURE : -SURE);
    }
    return read.withTypes(() -> odds);
  }

  @Override
  public double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    return catalog.labels().stream()
        .mapToDouble(label -> issue.types().getOrDefault("type." + label.name(), 0.0))
        .toArray();
  }
}
