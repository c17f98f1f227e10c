package io.github.issuetagger.scoring;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the results that were used last. Unlike Caffeine, which may prefer frequent entries, it
 * always keeps the newest. Safe for use by many threads.
 */
final class RecentResults<K, V> {
  private final int max;
  private final Map<K, V> byLastUse = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param max how many results are kept
   */
  RecentResults(int max) {
    this.max = max;
  }

  synchronized Optional<V> find(K key) {
    return Optional.ofNullable(byLastUse.get(key));
  }

  synchronized void put(K key, V result) {
    byLastUse.put(key, result);
    if (byLastUse.size() > max) {
      Iterator<K> oldest = byLastUse.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
