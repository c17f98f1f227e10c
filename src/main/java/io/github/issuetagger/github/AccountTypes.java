package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;

/** Who did something, from the account that the API shows with it. */
final class AccountTypes {
  /** What GitHub shows for accounts that were deleted. */
  private static final String GHOST = "ghost";

  private AccountTypes() {}

  static String login(JsonNode account) {
    return account.path("login").asText(GHOST);
  }

  /** Whether it is an App or a bot; a deleted account counts as a person. */
  static boolean bot(JsonNode account) {
    return account.path("type").asText().equals("Bot") || login(account).endsWith("[bot]");
  }
}
