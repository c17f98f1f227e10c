package io.github.issuetagger.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that a repository has, in its own order. Names are looked up without regard to case.
 */
public final class LabelCatalog {
  private final List<Label> labels;
  private final Map<String, Label> byName;

  /** A catalog of these labels; of two that differ only in case the first counts. */
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

  /** The label of that name as the repository spells it. */
  public Optional<Label> find(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /** How names are compared: GitHub holds {@code Bug} and {@code bug} for the same label. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "LabelCatalog" + labels.stream().map(Label::name).toList();
  }
}
