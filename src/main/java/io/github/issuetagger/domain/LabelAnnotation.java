package io.github.issuetagger.domain;

import java.time.Instant;

/**
 * Somebody's word on whether a label belongs to an issue.
 *
 * @param repositoryId the repository
 * @param issue the issue's number
 * @param label the label's name
 * @param belongs whether the label belongs to the issue
 * @param source whose word it is
 * @param how what was done to say so, for example {@code labeled} or {@code command}
 * @param at when
 */
public record LabelAnnotation(
    long repositoryId,
    int issue,
    String label,
    boolean belongs,
    AnnotationSource source,
    String how,
    Instant at) {}
