package io.github.issuetagger.domain;

import java.time.Instant;

/**
 * A statement by a person or bot that a label belongs to an issue or does not.
 *
 * @param repositoryId GitHub's id of the repository
 * @param issue the issue's number
 * @param label the label's name
 * @param belongs whether the label belongs to the issue
 * @param source the kind of annotator
 * @param how the action that expressed it, for example {@code labeled} or {@code command}
 * @param at when the action happened
 */
public record LabelAnnotation(
    long repositoryId,
    int issue,
    String label,
    boolean belongs,
    AnnotationSource source,
    String how,
    Instant at) {}
