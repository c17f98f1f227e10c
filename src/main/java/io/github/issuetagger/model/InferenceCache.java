package io.github.issuetagger.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;

/** A cache of a model's results. A cache of size 0 stores nothing. */
final class InferenceCache<K, V> {
  private final Optional<Cache<K, V>> results;

  /**
   * Creates a cache.
   *
   * @param size the maximum number of results, or 0 to store none
   */
  InferenceCache(int size) {
    this.results =
        size == 0
            ? Optional.empty()
            : Optional.of(Caffeine.newBuilder().maximumSize(size).<K, V>build());
  }

  /** Returns the stored result, or empty if there is none. */
  Optional<V> find(K question) {
    return results.map(cache -> cache.getIfPresent(question));
  }

  /** Stores a result. */
  void put(K question, V result) {
    results.ifPresent(cache -> cache.put(question, result));
  }

  /** Returns the stored result, or runs the model and stores its result. */
  V get(K question, Function<K, V> model) {
    return find(question)
        .orElseGet(
            () -> {
              // The cache's own loading would block other threads while the model runs.
              V result = model.apply(question);
              put(question, result);
              return result;
            });
  }
}
