package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.LabelHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A bundle that was fine-tuned for a repository's labels, as those see it who compare it with what
 * the repository teaches.
 *
 * @param id its name and version, for people
 * @param fingerprint tells it apart from every bundle that scores in another way
 * @param trainedUntil when the newest issue was opened that it was trained or tuned on; empty where
 *     nobody knows
 * @param labels the labels that it was trained for, in the order of its scores
 */
public record FineTunedBundle(
    String id, String fingerprint, Optional<Instant> trainedUntil, List<String> labels) {
  /** How people see the scorer. */
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

  /** Where a label of that name, in any case, stands among its scores; -1 where it knows none. */
  public int position(String label) {
    String key = LabelCatalog.key(label);
    for (int i = 0; i < labels.size(); i++) {
      if (LabelCatalog.key(labels.get(i)).equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it was trained for the label. */
  public boolean covers(String label) {
    return position(label) >= 0;
  }
}
