package io.github.issuetagger.scoring;

/**
 * What a fine-tuned bundle says about an issue.
 *
 * @param bundle the bundle's {@link FineTunedBundle#fingerprint}
 * @param odds the calibrated log-odds of the bundle's labels, in its order; shared, so callers must
 *     not change them
 */
// Made once by the bundle, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FineTunedLogOdds(String bundle, float[] odds) {}
