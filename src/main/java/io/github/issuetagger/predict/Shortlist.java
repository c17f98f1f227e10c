package io.github.issuetagger.predict;

import io.github.issuetagger.issue.LabelCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which labels an entailment model is asked about: each question costs an inference. */
final class Shortlist {
  /** How many questions an issue may cost. */
  static final int MOST = 12;

  private Shortlist() {}

  /**
   * The labels that similarity puts first; all, where there are few. None that tells where work
   * stands, which no text entails.
   *
   * @param similarity a score a label, in the catalog's order
   * @return positions in the catalog, best first
   */
  static List<Integer> of(LabelCatalog catalog, double[] similarity) {
    return IntStream.range(0, catalog.size())
        .filter(i -> LabelKinds.of(catalog.labels().get(i)) != LabelKind.PROCESS)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> similarity[i]).reversed())
        .limit(MOST)
        .toList();
  }
}
