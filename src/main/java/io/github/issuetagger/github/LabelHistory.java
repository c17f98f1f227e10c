package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an issue's events tell about its labels. */
final class LabelHistory {
  private LabelHistory() {}

  /**
   * Names of the labels whose last event is that a person took them off.
   *
   * @param events the issue's events, oldest first, as the API lists them
   */
  static Set<String> removedByPeople(Stream<JsonNode> events) {
    Map<String, String> removed = new LinkedHashMap<>();
    events.forEach(event -> follow(event, removed));
    return new LinkedHashSet<>(removed.values());
  }

  /**
   * Names of the labels whose last event is that another account than this one put them on.
   *
   * @param events the issue's events, oldest first, as the API lists them
   * @param ownLogin the App's account
   */
  static Set<String> addedByOthers(Stream<JsonNode> events, String ownLogin) {
    Map<String, String> added = new LinkedHashMap<>();
    events.forEach(
        event -> {
          String name = event.path("label").path("name").asText();
          switch (event.path("event").asText()) {
            case "labeled" -> {
              boolean ours = IssueJson.login(event.path("actor")).equalsIgnoreCase(ownLogin);
              added.remove(LabelCatalog.key(name));
              if (!ours) {
                added.put(LabelCatalog.key(name), name);
              }
            }
            case "unlabeled" -> added.remove(LabelCatalog.key(name));
            default -> {}
          }
        });
    return new LinkedHashSet<>(added.values());
  }

  private static void follow(JsonNode event, Map<String, String> removed) {
    String name = event.path("label").path("name").asText();
    switch (event.path("event").asText()) {
      case "labeled" -> removed.remove(LabelCatalog.key(name));
      case "unlabeled" -> {
        if (IssueJson.isBot(event.path("actor"))) {
          removed.remove(LabelCatalog.key(name));
        } else {
          removed.put(LabelCatalog.key(name), name);
        }
      }
      default -> {}
    }
  }
}
