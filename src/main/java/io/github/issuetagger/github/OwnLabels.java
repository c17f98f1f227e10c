package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.RepositoryClient;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes labels that the App added, according to the issue's events. */
public final class OwnLabels {
  private static final Logger LOG = LoggerFactory.getLogger(OwnLabels.class);

  private final HttpClients clients;
  private final Supplier<String> ownLogin;

  /**
   * @param ownLogin the login of the App's account, {@code SLUG[bot]}
   */
  OwnLabels(HttpClients clients, Supplier<String> ownLogin) {
    this.clients = clients;
    this.ownLogin = ownLogin;
  }

  /**
   * Removes a label from an issue if the App was the last account to add it. A label that a person
   * has added since then stays.
   *
   * @return true if the label was removed
   * @throws GitHubException if GitHub does not carry out a call
   */
  public boolean takeBack(RepositoryRef repository, int number, String label) {
    RepositoryClient calls = clients.repository(repository);
    String issue = Integer.toString(number);
    try {
      if (!carries(calls.get("issues", issue), label)
          || lastLabeled(calls, issue, label).filter(this::isOwn).isEmpty()) {
        return false;
      }
      calls.delete("issues", issue, "labels", label);
    } catch (CallFailedException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
    LOG.info("Removed the App's label {} from {}#{}", label, repository.fullName(), number);
    return true;
  }

  private static boolean carries(JsonNode issue, String label) {
    return StreamSupport.stream(issue.path("labels").spliterator(), false)
        .anyMatch(carried -> named(carried, label));
  }

  private static Optional<JsonNode> lastLabeled(
      RepositoryClient calls, String issue, String label) {
    return calls
        .list("issues", issue, "events")
        .filter(event -> event.path("event").asText().equals("labeled"))
        .filter(event -> named(event.path("label"), label))
        .reduce((earlier, later) -> later);
  }

  private static boolean named(JsonNode found, String label) {
    return LabelCatalog.key(found.path("name").asText()).equals(LabelCatalog.key(label));
  }

  private boolean isOwn(JsonNode event) {
    return IssueJson.isOwn(event.path("actor"), ownLogin.get());
  }
}
