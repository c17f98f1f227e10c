package io.github.issuetagger.domain;

import java.util.Optional;

/**
 * One of a repository's labels.
 *
 * @param name as GitHub spells it; unique in its repository without regard to case
 * @param description what the maintainers say it means, empty when they say nothing
 * @param hypothesis the sentence that the maintainers want entailment tested against, when they
 *     wrote one
 */
public record Label(String name, String description, Optional<String> hypothesis) {
  public Label {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a label needs a name");
    }
  }

  /** A label whose hypothesis is made from its name and description. */
  public static Label of(String name, String description) {
    return new Label(name, description, Optional.empty());
  }
}
