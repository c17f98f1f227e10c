package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.bundle.EncoderHead;
import io.github.issuetagger.model.bundle.LabelHead;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a trained classifier says of an issue's type: bug, feature, question, documentation. It is
 * the encoder's own head or a model beside it; without either there is nothing to say.
 */
final class TypeClassifier {
  /** The head whose labels are types of issues. */
  private static final String HEAD = "issue-type";

  /** In log-odds; what the classifier is surer of would drown all else. */
  private static final double MOST_SURE = 6;

  private final Optional<MultiLabelModel> model;
  private final List<String> names;

  /**
   * Takes the encoder's head where it has one, else the model.
   *
   * @param model a multi-label model of issue types
   */
  TypeClassifier(Encoder encoder, Optional<MultiLabelModel> model) {
    Optional<EncoderHead> head = encoder.bundle().outputs().head(HEAD);
    this.model = head.isPresent() ? Optional.empty() : model;
    List<LabelHead> labels =
        head.map(EncoderHead::labels)
            .or(() -> model.map(types -> types.bundle().outputs().labels()))
            .orElse(List.of());
    this.names =
        labels.stream()
            .map(LabelHead::name)
            .map(name -> "type." + name.toLowerCase(Locale.ROOT))
            .toList();
  }

  /** Whether the encoder tells types by itself, so that no model is needed beside it. */
  static boolean areIn(Encoder encoder) {
    return encoder.bundle().outputs().head(HEAD).isPresent();
  }

  /** Whether the catalog has a label that names a type; others are spared the inference. */
  static boolean matterFor(LabelCatalog catalog) {
    return catalog.labels().stream().anyMatch(TypeClassifier::namesType);
  }

  /** The calibrated log-odds of each type, by the feature's name. */
  Map<String, Double> classify(String text, EncoderResult encoded) {
    Map<String, Double> cues = new LinkedHashMap<>();
    Optional<double[]> odds =
        encoded.head(HEAD).or(() -> model.map(types -> types.logOdds(text)));
    odds.ifPresent(
        values -> {
          for (int i = 0; i < names.size(); i++) {
            cues.put(names.get(i), Vectors.clamp(values[i], MOST_SURE));
          }
        });
    return cues;
  }

  private static boolean namesType(Label label) {
    return SimilarityFeatures.CUED.contains(LabelKindClassifier.of(label));
  }
}
