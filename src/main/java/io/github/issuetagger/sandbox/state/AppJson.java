package io.github.issuetagger.sandbox.state;

import static io.github.issuetagger.sandbox.state.GitHubJson.nodeId;
import static io.github.issuetagger.sandbox.state.GitHubJson.object;
import static io.github.issuetagger.sandbox.state.GitHubJson.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Converts the App, its installations and its webhook to GitHub's JSON. */
public final class AppJson {
  private final GitHubJson json;
  private final SandboxOptions options;
  private final long id;
  private final SandboxUser owner;
  private final Instant createdAt;
  private final Supplier<Optional<URI>> webhookTarget;

  public AppJson(
      GitHubJson json,
      SandboxOptions options,
      long id,
      SandboxUser owner,
      Supplier<Optional<URI>> webhookTarget) {
    this.json = json;
    this.options = options;
    this.id = id;
    this.owner = owner;
    this.createdAt = options.clock().instant();
    this.webhookTarget = webhookTarget;
  }

  public long id() {
    return id;
  }

  public ObjectNode app(int installations) {
    ObjectNode node =
        object()
            .put("id", id)
            .put("slug", options.slug())
            .put("node_id", nodeId("App", id))
            .put("name", options.slug());
    node.set("owner", json.user(owner));
    node.put("description", "")
        .put("external_url", json.api("/app"))
        .put("html_url", json.api("/apps/" + options.slug()))
        .put("created_at", time(createdAt))
        .put("updated_at", time(createdAt))
        .put("installations_count", installations);
    node.set("permissions", permissions());
    node.set("events", events());
    return node;
  }

  public ObjectNode installation(SandboxInstallation installation) {
    ObjectNode node = object().put("id", installation.id());
    node.set("account", json.user(installation.account()));
    node.put("repository_selection", "all")
        .put(
            "access_tokens_url",
            json.api("/app/installations/" + installation.id() + "/access_tokens"))
        .put("repositories_url", json.api("/installation/repositories"))
        .put("html_url", json.api("/settings/installations/" + installation.id()))
        .put("app_id", id)
        .put("app_slug", options.slug())
        .put("target_id", installation.account().id())
        .put("target_type", installation.account().type().json());
    node.set("permissions", permissions());
    node.set("events", events());
    return node.put("created_at", time(installation.createdAt()))
        .put("updated_at", time(installation.createdAt()))
        .putNull("single_file_name")
        .putNull("suspended_at")
        .putNull("suspended_by");
  }

  public ObjectNode hookConfig() {
    ObjectNode node =
        object().put("content_type", "json").put("insecure_ssl", "0").put("secret", "********");
    webhookTarget.get().ifPresent(url -> node.put("url", url.toString()));
    return node;
  }

  public ObjectNode hook() {
    ObjectNode node =
        object().put("type", "App").put("id", id).put("name", "web").put("active", true);
    node.set("events", events());
    node.set("config", hookConfig());
    return node.put("updated_at", time(createdAt))
        .put("created_at", time(createdAt))
        .put("app_id", id)
        .put("deliveries_url", json.api("/app/hook/deliveries"));
  }

  public ObjectNode attempt(DeliveryAttempt attempt) {
    SignedDelivery delivery = attempt.delivery();
    ObjectNode node =
        object()
            .put("id", attempt.id())
            .put("guid", delivery.guid())
            .put("delivered_at", attempt.at().toString())
            .put("redelivery", attempt.redelivery())
            .put("duration", attempt.took().toMillis() / 1000.0)
            .put("status", attempt.status())
            .put("status_code", attempt.statusCode())
            .put("event", delivery.event());
    if (delivery.action().isEmpty()) {
      node.putNull("action");
    } else {
      node.put("action", delivery.action());
    }
    node.putNull("installation_id").putNull("repository_id").putNull("throttled_at");
    delivery.installationId().ifPresent(value -> node.put("installation_id", value));
    delivery.repositoryId().ifPresent(value -> node.put("repository_id", value));
    return node;
  }

  public ObjectNode permissions() {
    ObjectNode node = object();
    options.permissions().forEach(node::put);
    return node;
  }

  private ArrayNode events() {
    ArrayNode node = object().arrayNode();
    options.events().forEach(node::add);
    return node;
  }
}
