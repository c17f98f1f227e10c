package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.bundle.EncoderHead;
import io.github.issuetagger.model.bundle.LabelHead;
import io.github.issuetagger.text.LabelKind;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Classifies an issue's type: bug, feature, question or documentation. The classifier is a head of
 * the encoder or a separate model. Without either there are no types.
 */
final class TypeClassifier {
  /** The head whose labels are types of issues. */
  private static final String HEAD = "issue-type";

  /** Log-odds are limited to ±6, so that they do not outweigh everything else. */
  private static final double MAX_LOG_ODDS = 6;

  private final Optional<MultiLabelModel> model;
  private final List<String> names;

  /**
   * Uses the encoder's head if it has one, and the model otherwise.
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

  /** Whether the encoder has a head for types, so that no other model is needed. */
  static boolean areIn(Encoder encoder) {
    return encoder.bundle().outputs().head(HEAD).isPresent();
  }

  /** Whether the catalog has a label that names a type. Otherwise no inference is needed. */
  static boolean matterFor(LabelCatalog catalog) {
    return catalog.labels().stream().anyMatch(TypeClassifier::namesType);
  }

  /** Returns the calibrated log-odds of each type, by the feature's name. */
  Map<String, Double> classify(String text, EncoderResult encoded) {
    Map<String, Double> types = new LinkedHashMap<>();
    Optional<double[]> odds =
        encoded.head(HEAD).or(() -> model.map(classifier -> classifier.logOdds(text)));
    odds.ifPresent(
        values -> {
          for (int i = 0; i < names.size(); i++) {
            types.put(names.get(i), Vectors.clamp(values[i], MAX_LOG_ODDS));
          }
        });
    return types;
  }

  private static boolean namesType(Label label) {
    return LabelKind.CUED.contains(LabelKindClassifier.of(label));
  }
}
