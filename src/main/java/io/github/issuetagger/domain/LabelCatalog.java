package io.github.issuetagger.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A repository's labels in its order. Lookups by name ignore case. */
public final class LabelCatalog {
  private final List<Label> labels;
  private final Map<String, Label> byName;

  /** Creates a catalog. If two labels differ only in case, keeps the first. */
  public LabelCatalog(List<Label> labels) {
    Map<String, Label> index = new LinkedHashMap<>();
    for (Label label : labels) {
      index.putIfAbsent(key(label.name()), label);
    }
    this.byName = Map.copyOf(index);
    this.labels = List.copyOf(index.values());
  }

  public List<Label> labels() {
    return labels;
  }

  public int size() {
    return labels.size();
  }

  /** Finds a label by name, ignoring case. */
  public Optional<Label> find(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /**
   * Returns the key to compare names by. GitHub treats {@code Bug} and {@code bug} as the same
   * label.
   */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "LabelCatalog" + labels.stream().map(Label::name).toList();
  }
}
