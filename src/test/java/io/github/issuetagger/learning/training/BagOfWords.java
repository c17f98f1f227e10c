package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.scoring.SeenIssues;
import io.github.issuetagger.text.IssueCleaner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** An encoder without a model: words fall into dimensions. It knows labels by their names. */
public final class BagOfWords implements IssueEncoder {
  private static final int DIMENSIONS = 64;

  public static final LabelCatalog CATALOG =
      new LabelCatalog(
          List.of(
              Label.of("network", ""),
              Label.of("display", ""),
              Label.of("storage", ""),
              Label.of("unused", "")));

  /** Words that people write about each label; none is the label's name. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "network", List.of("socket", "proxy", "timeout", "dns", "packet"),
          "display", List.of("screen", "pixel", "font", "colour", "window"),
          "storage", List.of("disk", "file", "folder", "quota", "inode"));

  private static final List<String> NOISE =
      List.of("the", "when", "after", "update", "version", "again", "please", "today", "again");

  @Override
  public IssueFeatures encode(IssueText text) {
    IssueText clean = IssueCleaner.clean(text);
    return new IssueFeatures(
        text,
        clean,
        () -> embed(clean.title()),
        () -> embed(clean.title() + " " + clean.body()),
        () -> Map.of());
  }

  private static float[] embed(String text) {
    float[] vector = new float[DIMENSIONS];
    for (String word : text.toLowerCase(java.util.Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode() * 31 + word.length(), DIMENSIONS)] += 1;
    }
    return Vectors.fastNormalized(vector);
  }

  @Override
  public double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    return catalog.labels().stream()
        .mapToDouble(label -> issue.raw().title().contains(label.name()) ? 2 : -2)
        .toArray();
  }

  /** Encodes a text and scores the catalog. */
  public static Prediction score(LearnedModel model, IssueText text) {
    return model.score(model.cascade().encoder().encode(text), CATALOG);
  }

  /** What scores labels that nothing was learned about. */
  public static Predictor below() {
    return (text, catalog) ->
        new Prediction(
            catalog.labels().stream()
                .map(label -> new ScoredLabel(label.name(), 0.25, "below"))
                .toList(),
            "none");
  }

  /** What serves before anything is learned, with issues read in some way. */
  public static RepositoryCascade cascade(IssueEncoder encoder) {
    return cascade(encoder, label -> false);
  }

  /** The same where the operator has a bundle for some labels. */
  public static RepositoryCascade cascade(IssueEncoder encoder, Predicate<String> operators) {
    return new RepositoryCascade(below(), encoder, operators, scored -> 0.5, SeenIssues.NONE);
  }

  /** Issues in turn about network, display and storage, one an hour. */
  public static List<LabeledIssue> issues(int count, long seed) {
    Random random = new Random(seed);
    List<String> labels = List.of("network", "display", "storage");
    List<LabeledIssue> issues = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String label = labels.get(i % labels.size());
      issues.add(
          issue(
              i + 1,
              sentence(random, WORDS.get(label), 3),
              sentence(random, WORDS.get(label), 2) + sentence(random, NOISE, 6),
              label));
    }
    return issues;
  }

  public static LabeledIssue issue(long number, String title, String body, String... labels) {
    return new LabeledIssue(
        "o/r",
        Optional.of(number),
        new IssueText(title, body),
        List.of(labels),
        List.of(),
        Optional.of(Instant.EPOCH.plus(number, ChronoUnit.HOURS)));
  }

  private static String sentence(Random random, List<String> words, int length) {
    StringBuilder sentence = new StringBuilder();
    for (int i = 0; i < length; i++) {
      sentence.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return sentence.toString();
  }
}
