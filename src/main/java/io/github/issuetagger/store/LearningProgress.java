package io.github.issuetagger.store;

import java.util.Optional;

/**
 * The progress of learning for one repository.
 *
 * @param owner the repository's owner
 * @param name the repository's name
 * @param historyImport the progress of the history import
 * @param examples the number of annotations
 * @param issues the number of issues that have annotations
 * @param serving the serving model version; empty until one is trained
 */
public record LearningProgress(
    String owner,
    String name,
    ImportProgress historyImport,
    int examples,
    int issues,
    Optional<ModelVersion> serving) {}
