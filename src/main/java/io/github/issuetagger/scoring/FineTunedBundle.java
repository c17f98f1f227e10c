package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.LabelHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Describes a bundle that was fine-tuned for a repository's labels.
 *
 * @param id the bundle's name and version
 * @param fingerprint identifies the bundle among all bundles that score differently
 * @param trainedUntil when its newest training issue was opened; empty if unknown
 * @param labels the labels that the bundle was trained for, in the order of its scores
 */
public record FineTunedBundle(
    String id, String fingerprint, Optional<Instant> trainedUntil, List<String> labels) {
  /** The scorer's name in predictions and reports. */
  public static final String SCORER = "fine-tuned";

  public FineTunedBundle {
    labels = List.copyOf(labels);
  }

  static FineTunedBundle of(Bundle bundle) {
    return new FineTunedBundle(
        bundle.id(),
        bundle.fingerprint(),
        bundle.trainedUntil(),
        bundle.outputs().labels().stream().map(LabelHead::name).toList());
  }

  /** Returns the position of a label, named in any case, among the scores; -1 if it is unknown. */
  public int position(String label) {
    String key = LabelCatalog.key(label);
    for (int i = 0; i < labels.size(); i++) {
      if (LabelCatalog.key(labels.get(i)).equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the bundle was trained for the label. */
  public boolean covers(String label) {
    return position(label) >= 0;
  }
}
