package io.github.issuetagger.store;

import java.util.Optional;

/**
 * How far the App is with learning about one repository.
 *
 * @param owner the repository's owner
 * @param name its name
 * @param past how far its past has been read
 * @param examples how many words were said about its labels
 * @param issues about how many of its issues
 * @param serving what serves its new issues; empty until something is learnt
 */
public record LearningProgress(
    String owner,
    String name,
    ImportProgress past,
    int examples,
    int issues,
    Optional<ModelVersion> serving) {}
