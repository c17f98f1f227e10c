package io.github.issuetagger.github;

/** The reactions by which the App answers a comment. */
public enum Reaction {
  EYES,
  ROCKET,
  THUMBS_DOWN,
  CONFUSED
}
