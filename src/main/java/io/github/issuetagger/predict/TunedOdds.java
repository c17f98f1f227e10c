package io.github.issuetagger.predict;

/**
 * What a fine-tuned bundle says of an issue.
 *
 * @param bundle the bundle's {@link TunedBundle#fingerprint}
 * @param odds the calibrated log-odds of its labels, in its order; shared, not to be written to
 */
// Made once by the bundle, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record TunedOdds(String bundle, float[] odds) {}
