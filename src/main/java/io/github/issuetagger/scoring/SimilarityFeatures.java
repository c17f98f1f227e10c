package io.github.issuetagger.scoring;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.text.IssueCleaner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures the similarity between an issue and each label. The features' names are those of the
 * weights in {@code bundle.json}.
 */
final class SimilarityFeatures {
  /**
   * Texts without content. A label's mean cosine to these texts is its bias: what the label scores
   * for any issue. Subtracting the bias is the contextual calibration of Zhao et al., "Calibrate
   * Before Use" (2021).
   */
  static final List<String> NEUTRAL =
      List.of(
          "An issue was opened.",
          "There is something about this project.",
          "Hello, I have an issue.",
          "Problem",
          "Update",
          "Thing to do");

  /** The most label embeddings in memory; 384 floats each, so 30 MB. */
  private static final int MAX_LABELS = 20_000;

  private static final Duration UNUSED = Duration.ofDays(1);

  private static final int MAX_RECENT = 32;

  private final Encoder encoder;
  private final RecentResults<String, EncoderResult> recent = new RecentResults<>(MAX_RECENT);
  private final LoadingCache<String, float[]> labels;
  private final KindSimilarity kinds;
  private final TypeClassifier types;
  private final List<float[]> neutral;

  /**
   * Measures by opened models, which the caller closes.
   *
   * @param issueType a multi-label model of issue types, for an encoder without such a head
   */
  SimilarityFeatures(Encoder encoder, Optional<MultiLabelModel> issueType) {
    this.encoder = encoder;
    this.labels =
        Caffeine.newBuilder()
            .maximumSize(MAX_LABELS)
            .expireAfterAccess(UNUSED)
            .build(encoder::embed);
    this.kinds = new KindSimilarity(encoder);
    this.types = new TypeClassifier(encoder, issueType);
    this.neutral = encoder.embed(NEUTRAL);
  }

  /** Returns the features of a text. The models read the text when they are needed. */
  IssueFeatures encode(IssueText raw) {
    IssueText clean = IssueCleaner.clean(raw);
    String text = IssueFeatures.join(clean);
    Supplier<EncoderResult> encoded = IssueFeatures.once(() -> read(text));
    return new IssueFeatures(
        raw,
        clean,
        () -> read(clean.title()).embedding(),
        () -> encoded.get().embedding(),
        () -> types.classify(text, encoded.get()));
  }

  /** Runs the encoder, unless it has just read the text, such as a title with another body. */
  private EncoderResult read(String text) {
    Optional<EncoderResult> known = recent.find(text);
    if (known.isPresent()) {
      return known.get();
    }
    EncoderResult result = encoder.encode(text);
    recent.put(text, result);
    return result;
  }

  /** Replaces what the encoder says about title and body by what a matcher's pass says. */
  IssueFeatures withEncoding(IssueFeatures issue, EncoderResult encoded) {
    return issue.withEmbedding(encoded::embedding, () -> types.classify(issue.text(), encoded));
  }

  /** Returns a map of features for each label, in the catalog's order. Missing features are 0. */
  List<Map<String, Double>> of(IssueFeatures issue, LabelCatalog catalog) {
    float[] title = issue.titleEmbedding();
    float[] whole = issue.embedding();
    List<float[]> meanings =
        catalog.labels().stream().map(label -> labels.get(Hypotheses.meaning(label))).toList();
    double[] toTitle = meanings.stream().mapToDouble(label -> Vectors.dot(label, title)).toArray();
    double[] toWhole = meanings.stream().mapToDouble(label -> Vectors.dot(label, whole)).toArray();
    double[] bias = meanings.stream().mapToDouble(this::bias).toArray();
    double[] titleMargin = subtract(toTitle, bias);
    double[] wholeMargin = subtract(toWhole, bias);
    double[] titleRank = Vectors.standardized(titleMargin);
    double[] wholeRank = Vectors.standardized(wholeMargin);
    double best = Arrays.stream(wholeMargin).max().orElse(0);
    WordingFeatures wording =
        new WordingFeatures(
            issue,
            kinds.of(title, whole),
            // The issue's type may cost an inference, so only labels that name a type ask for it.
            TypeClassifier.matterFor(catalog) ? issue.types() : Map.of());
    List<Map<String, Double>> features = new ArrayList<>();
    for (int i = 0; i < catalog.size(); i++) {
      Map<String, Double> row = wording.of(catalog.labels().get(i));
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

  private static double[] subtract(double[] values, double[] bias) {
    double[] margins = new double[values.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = values[i] - bias[i];
    }
    return margins;
  }
}
