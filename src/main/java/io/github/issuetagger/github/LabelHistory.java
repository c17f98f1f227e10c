package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads from an issue's events who added and removed its labels. */
final class LabelHistory {
  private LabelHistory() {}

  /**
   * Returns the names of the labels whose last event is that a person removed them.
   *
   * @param events the issue's events, oldest first, as the API lists them
   */
  static Set<String> removedByPeople(Stream<JsonNode> events) {
    return byLastEvent(events, "unlabeled", actor -> !IssueJson.isBot(actor));
  }

  /**
   * Returns the names of the labels whose last event is that another account added them.
   *
   * @param events the issue's events, oldest first, as the API lists them
   * @param ownLogin the App's account
   */
  static Set<String> addedByOthers(Stream<JsonNode> events, String ownLogin) {
    return byLastEvent(
        events, "labeled", actor -> !IssueJson.login(actor).equalsIgnoreCase(ownLogin));
  }

  private static Set<String> byLastEvent(
      Stream<JsonNode> events, String wanted, Predicate<JsonNode> isWantedActor) {
    Map<String, String> namesByKey = new LinkedHashMap<>();
    events.forEach(
        event -> {
          String type = event.path("event").asText();
          if (type.equals("labeled") || type.equals("unlabeled")) {
            String name = event.path("label").path("name").asText();
            namesByKey.remove(LabelCatalog.key(name));
            if (type.equals(wanted) && isWantedActor.test(event.path("actor"))) {
              namesByKey.put(LabelCatalog.key(name), name);
            }
          }
        });
    return new LinkedHashSet<>(namesByKey.values());
  }
}
