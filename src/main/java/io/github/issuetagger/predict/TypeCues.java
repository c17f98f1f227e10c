package io.github.issuetagger.predict;

import io.github.issuetagger.model.Encoded;
import io.github.issuetagger.model.EncoderHead;
import io.github.issuetagger.model.LabelHead;
import io.github.issuetagger.model.TextEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an encoder's trained head says of an issue's type; nothing where it has no such head. */
final class TypeCues {
  /** The head whose labels are types of issues: bug, feature, question, documentation. */
  private static final String HEAD = "issue-type";

  /** In log-odds; what the head is surer of would drown all else. */
  private static final double MOST_SURE = 6;

  private final List<String> names;

  TypeCues(TextEncoder encoder) {
    this.names =
        encoder.bundle().outputs().head(HEAD).map(EncoderHead::labels).orElse(List.of()).stream()
            .map(LabelHead::name)
            .map(name -> "type." + name.toLowerCase(Locale.ROOT))
            .toList();
  }

  /** The calibrated log-odds of each type, by the feature's name. */
  Map<String, Double> of(Encoded issue) {
    Map<String, Double> cues = new LinkedHashMap<>();
    issue
        .head(HEAD)
        .ifPresent(
            odds -> {
              for (int i = 0; i < names.size(); i++) {
                cues.put(names.get(i), Vectors.clamp(odds[i], MOST_SURE));
              }
            });
    return cues;
  }
}
