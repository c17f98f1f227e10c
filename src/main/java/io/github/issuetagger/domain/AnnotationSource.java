package io.github.issuetagger.domain;

/** The source of a {@link LabelAnnotation}. Each source outweighs those after it. */
public enum AnnotationSource {
  /** Someone who may label issues. */
  MAINTAINER,
  /** The author of the issue. */
  AUTHOR,
  /** An issue form or template. */
  TEMPLATE,
  /** The App or another bot. */
  BOT
}
