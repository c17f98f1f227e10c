package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An issue as the models read it, once; whatever else is asked about it costs no inference.
 *
 * @param raw what was written, template and all
 * @param clean the same without boilerplate
 * @param title the embedding of the clean title, of length 1; shared, not to be written to
 * @param whole the embedding of title and body, of length 1; shared, not to be written to
 * @param types by {@code type.NAME}, the calibrated log-odds of each type of issue; empty where
 *     nobody asked or no model tells
 * @param tuned what a fine-tuned bundle says of it; empty where there is none or nobody asked
 */
// Made once by the encoder, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record IssueFeatures(
    IssueText raw,
    IssueText clean,
    float[] title,
    float[] whole,
    Map<String, Double> types,
    Optional<FineTunedLogOdds> tuned) {
  public IssueFeatures {
    types = Map.copyOf(types);
  }

  /** An issue that no fine-tuned bundle has read. */
  public IssueFeatures(
      IssueText raw, IssueText clean, float[] title, float[] whole, Map<String, Double> types) {
    this(raw, clean, title, whole, types, Optional.empty());
  }

  /** The same issue, read by a fine-tuned bundle besides. */
  public IssueFeatures with(FineTunedLogOdds odds) {
    return new IssueFeatures(raw, clean, title, whole, types, Optional.of(odds));
  }

  /**
   * Returns the same issue with log-odds of 0 for each type, as if no model could tell it. The
   * types keep their names, so that feature vectors keep their length.
   */
  public IssueFeatures withoutTypes() {
    Map<String, Double> unknown = new HashMap<>(types);
    unknown.replaceAll((type, odds) -> 0.0);
    return new IssueFeatures(raw, clean, title, whole, unknown, tuned);
  }

  CleanedIssue reading() {
    return new CleanedIssue(raw, clean);
  }
}
