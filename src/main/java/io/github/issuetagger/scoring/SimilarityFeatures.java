package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.text.LabelKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured between an issue and each label before a probability is made of it. The names
 * are those of the weights in {@code bundle.json}.
 */
final class SimilarityFeatures {
  /** The kinds that are told from how an issue is written. */
  static final List<LabelKind> CUED =
      List.of(LabelKind.BUG, LabelKind.FEATURE, LabelKind.QUESTION, LabelKind.DOCS);

  /**
   * Texts that are about nothing. A label's mean cosine to them is what it scores for any issue;
   * taking it off is the contextual calibration of Zhao et al., "Calibrate Before Use" (2021).
   */
  static final List<String> NEUTRAL =
      List.of(
          "An issue was opened.",
          "There is something about this project.",
          "Hello, I have an issue.",
          "Problem",
          "Update",
          "Thing to do");

  private final Encoder encoder;
  private final LabelEmbeddings labels;
  private final KindSimilarity kinds;
  private final TypeClassifier types;
  private final List<float[]> neutral;

  /**
   * Features of opened models, which the caller closes.
   *
   * @param issueType a multi-label model of issue types, for an encoder without such a head
   */
  SimilarityFeatures(Encoder encoder, Optional<MultiLabelModel> issueType) {
    this.encoder = encoder;
    this.labels = new LabelEmbeddings(encoder);
    this.kinds = new KindSimilarity(encoder);
    this.types = new TypeClassifier(encoder, issueType);
    this.neutral = encoder.embed(NEUTRAL);
  }

  /** One map of features a label, in the catalog's order; a feature that is left out is 0. */
  List<Map<String, Double>> of(CleanedIssue issue, LabelCatalog catalog) {
    return of(encode(issue, TypeClassifier.matterFor(catalog)), catalog);
  }

  /**
   * Runs the models.
   *
   * @param withTypes whether the issue's type is wanted, which may cost an inference
   */
  IssueFeatures encode(CleanedIssue issue, boolean withTypes) {
    return encode(issue, encoder.encode(issue.whole()), withTypes);
  }

  /** The same of an issue whose title and body were read together before, as {@code encoded}. */
  IssueFeatures encode(CleanedIssue issue, EncoderResult encoded, boolean withTypes) {
    return new IssueFeatures(
        issue.raw(),
        issue.clean(),
        encoder.embed(issue.clean().title()),
        encoded.embedding(),
        withTypes ? types.of(issue, encoded) : Map.of());
  }

  /** The same of an issue that the models have read. */
  List<Map<String, Double>> of(IssueFeatures issue, LabelCatalog catalog) {
    float[] title = issue.title();
    float[] whole = issue.whole();
    List<float[]> meanings = labels.of(catalog);
    double[] toTitle = meanings.stream().mapToDouble(label -> Vectors.dot(label, title)).toArray();
    double[] toWhole = meanings.stream().mapToDouble(label -> Vectors.dot(label, whole)).toArray();
    double[] bias = meanings.stream().mapToDouble(this::bias).toArray();
    double[] titleMargin = less(toTitle, bias);
    double[] wholeMargin = less(toWhole, bias);
    double[] titleRank = Vectors.standardized(titleMargin);
    double[] wholeRank = Vectors.standardized(wholeMargin);
    double best = Arrays.stream(wholeMargin).max().orElse(0);
    WordingFeatures signs =
        new WordingFeatures(issue.reading(), kinds.of(title, whole), issue.types());
    List<Map<String, Double>> features = new ArrayList<>();
    for (int i = 0; i < catalog.size(); i++) {
      Map<String, Double> row = signs.of(catalog.labels().get(i));
      row.put("cosine.title", toTitle[i]);
      row.put("cosine.whole", toWhole[i]);
      row.put("margin.title", titleMargin[i]);
      row.put("margin.whole", wholeMargin[i]);
      row.put("standard.title", titleRank[i]);
      row.put("standard.whole", wholeRank[i]);
      row.put("gap", wholeMargin[i] - best);
      row.put("catalog", Math.log(catalog.size()));
      features.add(row);
    }
    TypeScorer.mark(catalog, features);
    return features;
  }

  private double bias(float[] label) {
    return neutral.stream().mapToDouble(text -> Vectors.dot(text, label)).average().orElse(0);
  }

  private static double[] less(double[] values, double[] bias) {
    double[] margins = new double[values.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = values[i] - bias[i];
    }
    return margins;
  }
}
