package io.github.issuetagger.settings;

import java.util.List;

/**
 * Decides which labels the App considers.
 *
 * @param include the patterns of which a label must match at least one
 * @param exclude the patterns that the maintainers exclude
 * @param defaultExclude the patterns that are excluded unless the maintainers name a label
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

  /** Returns whether the defaults exclude this label and {@code include} does not name it. */
  public boolean excludesByDefault(String label) {
    return matches(defaultExclude, label)
        && include.stream().noneMatch(glob -> glob.literal() && glob.matches(label));
  }

  private static boolean matches(List<Glob> globs, String label) {
    return globs.stream().anyMatch(glob -> glob.matches(label));
  }
}
