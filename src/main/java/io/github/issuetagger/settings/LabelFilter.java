package io.github.issuetagger.settings;

import java.util.List;

/**
 * Which labels are the App's business.
 *
 * @param include a label must fit one of these
 * @param exclude what the maintainers keep away from the App
 * @param defaultExclude what is kept away unless the maintainers name a label themselves
 */
public record LabelFilter(List<Glob> include, List<Glob> exclude, List<Glob> defaultExclude) {
  public LabelFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    defaultExclude = List.copyOf(defaultExclude);
  }

  public boolean includes(String label) {
    return matches(include, label);
  }

  public boolean excludes(String label) {
    return matches(exclude, label);
  }

  /** Whether the defaults exclude this label and no plain entry of {@code include} names it. */
  public boolean excludesByDefault(String label) {
    return matches(defaultExclude, label)
        && include.stream().noneMatch(glob -> glob.literal() && glob.matches(label));
  }

  private static boolean matches(List<Glob> globs, String label) {
    return globs.stream().anyMatch(glob -> glob.matches(label));
  }
}
