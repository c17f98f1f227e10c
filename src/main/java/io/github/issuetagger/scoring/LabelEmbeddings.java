package io.github.issuetagger.scoring;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.Encoder;
import java.time.Duration;
import java.util.List;

/** The embeddings of labels' meanings, made once: catalogs seldom change, issues come all day. */
final class LabelEmbeddings {
  /** 384 floats each: 30 MB when full. */
  private static final int MOST = 20_000;

  private static final Duration UNUSED = Duration.ofDays(1);

  private final LoadingCache<String, float[]> byMeaning;

  LabelEmbeddings(Encoder encoder) {
    this.byMeaning =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build(encoder::embed);
  }

  /** One embedding a label, in the catalog's order; shared, not to be written to. */
  List<float[]> of(LabelCatalog catalog) {
    return catalog.labels().stream()
        .map(label -> byMeaning.get(Hypotheses.meaning(label)))
        .toList();
  }
}
