package io.github.issuetagger.feedback;

import io.github.issuetagger.issue.Example;

/** Where examples go. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Examples {
  /**
   * Enters somebody's word. The same word may come twice, when a delivery is tried again: then it
   * has the same time.
   */
  void enter(Example example);
}
