package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.math.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Figures that a test made up. */
final class FakeHoldoutResults implements HoldoutResults {
  private final Map<String, Figures> labels = new LinkedHashMap<>();

  /** One label's. */
  static final class Figures {
    private final int having;
    private final Map<Double, Double> thresholds = new TreeMap<>();
    private final Map<Double, Counts> outcomes = new TreeMap<>();
    private Counts balanced;

    private Figures(int having) {
      this.having = having;
      balanced = new Counts(0, 0, having);
    }

    Figures reaches(double precision, double score, int right, int given) {
      thresholds.put(precision, score);
      return from(score, right, given);
    }

    Figures from(double score, int right, int given) {
      outcomes.put(score, new Counts(right, given, having));
      return this;
    }

    Figures balanced(int right, int given) {
      balanced = new Counts(right, given, having);
      return this;
    }
  }

  Figures label(String name, int having) {
    Figures figures = new Figures(having);
    labels.put(name, figures);
    return figures;
  }

  @Override
  public List<String> labels() {
    return List.copyOf(labels.keySet());
  }

  @Override
  public boolean measured(String label) {
    return labels.containsKey(label);
  }

  @Override
  public OptionalDouble threshold(String label, double precision) {
    Double score = labels.get(label).thresholds.get(precision);
    return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
  }

  @Override
  public Counts from(String label, double score) {
    return labels.get(label).outcomes.get(score);
  }

  @Override
  public Counts balanced(String label) {
    return labels.get(label).balanced;
  }
}
