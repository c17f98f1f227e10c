/**
 * What people say about labels: the commands that they write in comments, and what is learned from
 * them. {@code AnnotationRecorder} and {@code Explainer} are its ports.
 */
@NullMarked
package io.github.issuetagger.feedback;

import org.jspecify.annotations.NullMarked;
