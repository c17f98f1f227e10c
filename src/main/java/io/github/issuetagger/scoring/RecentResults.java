package io.github.issuetagger.scoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the results that were used last. Unlike Caffeine, which may prefer frequent entries, it
 * always keeps the newest. Safe for use by many threads.
 */
final class RecentResults<K, V> {
  private final Map<K, V> results;

  /**
   * @param max how many results are kept
   */
  RecentResults(int max) {
    this.results =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
          }
        };
  }

  synchronized Optional<V> find(K key) {
    return Optional.ofNullable(results.get(key));
  }

  synchronized void put(K key, V result) {
    results.put(key, result);
  }
}
