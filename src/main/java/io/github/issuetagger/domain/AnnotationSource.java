package io.github.issuetagger.domain;

/**
 * Whose word an {@link LabelAnnotation} is, the weightiest first: it outweighs what comes after it.
 */
public enum AnnotationSource {
  /** Somebody who may label issues. */
  MAINTAINER,
  /** Whoever opened the issue. */
  AUTHOR,
  /** An issue form or template. */
  TEMPLATE,
  /** A bot, ours or another. */
  BOT
}
