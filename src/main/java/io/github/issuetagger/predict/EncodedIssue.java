package io.github.issuetagger.predict;

import io.github.issuetagger.issue.IssueText;
import java.util.Map;

/**
 * An issue as the models read it, once; whatever else is asked about it costs no inference.
 *
 * @param raw what was written, template and all
 * @param clean the same without boilerplate
 * @param title the embedding of the clean title, of length 1; shared, not to be written to
 * @param whole the embedding of title and body, of length 1; shared, not to be written to
 * @param types by {@code type.NAME}, the calibrated log-odds of each type of issue; empty where
 *     nobody asked or no model tells
 */
// Made once by the encoder, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record EncodedIssue(
    IssueText raw, IssueText clean, float[] title, float[] whole, Map<String, Double> types) {
  public EncodedIssue {
    types = Map.copyOf(types);
  }

  Reading reading() {
    return new Reading(raw, clean);
  }
}
