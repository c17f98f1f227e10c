package io.github.issuetagger.scoring;

/**
 * What a fine-tuned bundle says of an issue.
 *
 * @param bundle the bundle's {@link FineTunedBundle#fingerprint}
 * @param odds the calibrated log-odds of its labels, in its order; shared, not to be written to
 */
// Made once by the bundle, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FineTunedLogOdds(String bundle, float[] odds) {}
