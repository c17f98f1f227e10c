package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which labels a model is asked about. */
final class LabelShortlist {
  /** How many pairs of issue and label an issue may cost: each pair costs an inference. */
  static final int MOST = 12;

  /**
   * How many labels a matcher is asked about: it reads all of them at once, but memory grows with
   * the row.
   */
  static final int MOST_IN_ONE_PASS = 64;

  private LabelShortlist() {}

  /**
   * The labels that a model may be asked about. None that tells where work stands, which no text
   * entails.
   *
   * @return positions in the catalog, in its order
   */
  static List<Integer> candidates(LabelCatalog catalog) {
    return IntStream.range(0, catalog.size())
        .filter(i -> !LabelKindClassifier.isProcess(catalog.labels().get(i)))
        .boxed()
        .toList();
  }

  /**
   * The candidates that similarity puts first; all, where there are few.
   *
   * @param similarity a score a label, in the catalog's order
   * @param most how many
   * @return positions in the catalog, best first
   */
  static List<Integer> of(LabelCatalog catalog, double[] similarity, int most) {
    return candidates(catalog).stream()
        .sorted(Comparator.comparingDouble((Integer i) -> similarity[i]).reversed())
        .limit(most)
        .toList();
  }
}
