package io.github.issuetagger.github;

/** The reactions that the App adds to a comment. */
public enum Reaction {
  EYES,
  ROCKET,
  THUMBS_DOWN,
  CONFUSED
}
