package io.github.issuetagger.domain;

/**
 * What a learner counted in a text, so that it need not see the text again.
 *
 * @param version what was counted and how it is written down
 * @param counts the counts, as that version writes them; not to be written to
 */
// Compared by nobody, and copied for nobody: there is one an issue.
@SuppressWarnings("ArrayRecordComponent")
public record TextFeatures(String version, byte[] counts) {}
