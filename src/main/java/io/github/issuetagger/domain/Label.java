package io.github.issuetagger.domain;

import java.util.Optional;

/**
 * A repository's label.
 *
 * @param name the name as GitHub spells it; unique in its repository, ignoring case
 * @param description the maintainers' description; empty if there is none
 * @param hypothesis the maintainers' sentence to test entailment against, if they wrote one
 */
public record Label(String name, String description, Optional<String> hypothesis) {
  public Label {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a label needs a name");
    }
  }

  /** Creates a label whose hypothesis is derived from its name and description. */
  public static Label of(String name, String description) {
    return new Label(name, description, Optional.empty());
  }
}
