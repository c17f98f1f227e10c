package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.IssueText;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads issues and accounts from the API's JSON. */
final class IssueJson {
  /** The account that GitHub shows in place of a deleted one. */
  private static final String GHOST = "ghost";

  private IssueJson() {}

  static IssueSnapshot snapshot(JsonNode issue) {
    JsonNode author = issue.path("user");
    return new IssueSnapshot(
        issue.path("number").asInt(),
        new IssueText(issue.path("title").asText(), issue.path("body").asText("")),
        labels(issue.path("labels")),
        login(author),
        isBot(author),
        issue.path("state").asText().equals("open"),
        issue.path("locked").asBoolean(),
        issue.hasNonNull("pull_request"));
  }

  static String login(JsonNode account) {
    return account.path("login").asText(GHOST);
  }

  /** Returns true for an App or a bot. A deleted account counts as a person. */
  static boolean isBot(JsonNode account) {
    return account.path("type").asText().equals("Bot") || login(account).endsWith("[bot]");
  }

  /**
   * Returns true if the account is the App's own. Nobody else can act as this account, whereas
   * anybody can copy a marker.
   *
   * @param ownLogin the login of the App's account, {@code SLUG[bot]}
   */
  static boolean isOwn(JsonNode account, String ownLogin) {
    return isBot(account) && login(account).equalsIgnoreCase(ownLogin);
  }

  private static List<String> labels(JsonNode labels) {
    return StreamSupport.stream(labels.spliterator(), false)
        .map(label -> label.path("name").asText())
        .toList();
  }
}
