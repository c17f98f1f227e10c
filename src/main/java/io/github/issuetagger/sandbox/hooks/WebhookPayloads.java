package io.github.issuetagger.sandbox.hooks;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;
import static io.github.issuetagger.sandbox.state.GitHubJson.nodeId;
import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.sandbox.state.AppJson;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.RepositoryInfo;
import io.github.issuetagger.sandbox.state.SandboxChange;
import io.github.issuetagger.sandbox.state.SandboxInstallation;
import java.util.List;

/** Creates the bodies of webhooks. */
public final class WebhookPayloads {
  private final GitHubJson json;
  private final AppJson appJson;

  public WebhookPayloads(GitHubJson json, AppJson appJson) {
    this.json = json;
    this.appJson = appJson;
  }

  /** Returns the body for a change of a repository or an issue. */
  public ObjectNode of(SandboxChange change) {
    ObjectNode payload = object().put("action", change.action());
    change
        .repository()
        .ifPresent(
            repository -> {
              change
                  .issue()
                  .ifPresent(issue -> payload.set("issue", json.issue(repository, issue)));
              payload.setAll(change.details());
              payload.set("repository", json.repository(repository));
            });
    payload.set("sender", json.user(change.actor().user()));
    payload
        .putObject("installation")
        .put("id", change.installation().id())
        .put("node_id", nodeId("Installation", change.installation().id()));
    return payload;
  }

  /** Returns the body for a new installation and its repositories. */
  public ObjectNode installation(
      String action, SandboxInstallation installation, List<RepositoryInfo> repositories) {
    ObjectNode payload = object().put("action", action);
    payload.set("installation", appJson.installation(installation));
    payload.set("repositories", array(repositories, json::repositoryName));
    payload.putNull("requester");
    payload.set("sender", json.user(installation.account()));
    return payload;
  }

  /** Returns the body that GitHub sends when the webhook is set up. */
  public ObjectNode ping() {
    ObjectNode payload =
        object().put("zen", "Approachable is better than simple.").put("hook_id", appJson.id());
    payload.set("hook", appJson.hook());
    return payload;
  }
}
