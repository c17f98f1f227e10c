package io.github.issuetagger.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;

/** What a model has answered, where its answers are remembered at all. */
final class InferenceCache<K, V> {
  private final Optional<Cache<K, V>> answers;

  /**
   * A memory.
   *
   * @param most how many answers it keeps; 0 for none
   */
  InferenceCache(int most) {
    this.answers =
        most == 0
            ? Optional.empty()
            : Optional.of(Caffeine.newBuilder().maximumSize(most).<K, V>build());
  }

  /** What was answered before, if it is known. */
  Optional<V> known(K question) {
    return answers.map(cache -> cache.getIfPresent(question));
  }

  void keep(K question, V answer) {
    answers.ifPresent(cache -> cache.put(question, answer));
  }

  /** The answer of before, or that of the model. */
  V of(K question, Function<K, V> model) {
    return known(question)
        .orElseGet(
            () -> {
              // Not the cache's own loading, which holds others up for as long as the model runs.
              V answer = model.apply(question);
              keep(question, answer);
              return answer;
            });
  }
}
