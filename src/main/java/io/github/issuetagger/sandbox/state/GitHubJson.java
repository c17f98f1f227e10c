package io.github.issuetagger.sandbox.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/** Converts the sandbox's values to GitHub's JSON. */
public final class GitHubJson {
  /** The root of the REST API, as on GitHub Enterprise Server. */
  public static final String API_PREFIX = "/api/v3";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String slug;
  private final Supplier<URI> site;

  /**
   * @param slug the App's short name
   * @param site the root of the pages, which is also the parent of the API
   */
  public GitHubJson(String slug, Supplier<URI> site) {
    this.slug = slug;
    this.site = site;
  }

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static <T> ArrayNode array(Collection<T> items, Function<T, ObjectNode> json) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(json.apply(item)));
    return array;
  }

  /** Returns the text percent-encoded as one segment of a path. */
  public static String pathSegment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public static String time(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  public static String nodeId(String kind, long id) {
    byte[] bytes = (kind + ":" + id).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the URL of an API resource. */
  public String api(String path) {
    return site.get() + API_PREFIX + path;
  }

  private String html(String path) {
    return site.get() + path;
  }

  public ObjectNode user(SandboxUser user) {
    return object()
        .put("login", user.login())
        .put("id", user.id())
        .put("node_id", nodeId("User", user.id()))
        .put("avatar_url", "")
        .put("gravatar_id", "")
        .put("url", api("/users/" + pathSegment(user.login())))
        .put("html_url", html("/" + pathSegment(user.login())))
        .put("type", user.type().json())
        .put("user_view_type", "public")
        .put("site_admin", false);
  }

  public ObjectNode repository(RepositoryInfo repository) {
    String url = api("/repos/" + repository.fullName());
    ObjectNode node = repositoryName(repository);
    node.set("owner", user(repository.owner()));
    return node.put("html_url", html("/" + repository.fullName()))
        .put("description", repository.description())
        .put("fork", false)
        .put("url", url)
        .put("labels_url", url + "/labels{/name}")
        .put("issues_url", url + "/issues{/number}")
        .put("contents_url", url + "/contents/{+path}")
        .put("created_at", time(repository.createdAt()))
        .put("updated_at", time(repository.createdAt()))
        .put("pushed_at", time(repository.createdAt()))
        .put("size", 0)
        .put("stargazers_count", 0)
        .put("watchers_count", 0)
        .putNull("language")
        .put("has_issues", true)
        .put("archived", false)
        .put("disabled", false)
        .put("open_issues_count", repository.openIssues())
        .put("visibility", "public")
        .put("forks", 0)
        .put("open_issues", repository.openIssues())
        .put("watchers", 0)
        .put("default_branch", "main");
  }

  /** Returns the short form of installation events. */
  public ObjectNode repositoryName(RepositoryInfo repository) {
    return object()
        .put("id", repository.id())
        .put("node_id", nodeId("Repository", repository.id()))
        .put("name", repository.name())
        .put("full_name", repository.fullName())
        .put("private", false);
  }

  public ObjectNode label(RepositoryInfo repository, SandboxLabel label) {
    ObjectNode node =
        object()
            .put("id", label.id())
            .put("node_id", nodeId("Label", label.id()))
            .put(
                "url",
                api("/repos/" + repository.fullName() + "/labels/" + pathSegment(label.name())))
            .put("name", label.name())
            .put("color", label.color())
            .put("default", false);
    return label.description().isEmpty()
        ? node.putNull("description")
        : node.put("description", label.description());
  }

  public ObjectNode issue(RepositoryInfo repository, SandboxIssue issue) {
    String path = "/" + repository.fullName() + "/issues/" + issue.number();
    String url = api("/repos" + path);
    ObjectNode node =
        object()
            .put("url", url)
            .put("repository_url", api("/repos/" + repository.fullName()))
            .put("labels_url", url + "/labels{/name}")
            .put("comments_url", url + "/comments")
            .put("events_url", url + "/events")
            .put("html_url", html(path))
            .put("id", issue.id())
            .put("node_id", nodeId("Issue", issue.id()))
            .put("number", issue.number())
            .put("title", issue.title());
    node.set("user", user(issue.author()));
    node.set("labels", array(issue.labels(), label -> label(repository, label)));
    node.put("state", issue.open() ? "open" : "closed")
        .put("locked", issue.locked())
        .putNull("assignee");
    node.putArray("assignees");
    node.putNull("milestone")
        .put("comments", issue.comments().size())
        .put("created_at", time(issue.createdAt()))
        .put("updated_at", time(issue.updatedAt()))
        .put("author_association", association(repository, issue.author()))
        .putNull("active_lock_reason")
        .putNull("performed_via_github_app");
    if (issue.open()) {
      node.putNull("closed_at");
    } else {
      node.put("closed_at", time(issue.updatedAt()));
    }
    return issue.body().isEmpty() ? node.putNull("body") : node.put("body", issue.body());
  }

  public ObjectNode comment(RepositoryInfo repository, SandboxIssue issue, SandboxComment comment) {
    String repositoryUrl = api("/repos/" + repository.fullName());
    String issuePath = "/issues/" + issue.number();
    ObjectNode node =
        object()
            .put("url", repositoryUrl + "/issues/comments/" + comment.id())
            .put(
                "html_url",
                html("/" + repository.fullName() + issuePath) + "#issuecomment-" + comment.id())
            .put("issue_url", repositoryUrl + issuePath)
            .put("id", comment.id())
            .put("node_id", nodeId("IssueComment", comment.id()));
    node.set("user", user(comment.author()));
    node.put("created_at", time(comment.createdAt()))
        .put("updated_at", time(comment.updatedAt()))
        .put("author_association", association(repository, comment.author()))
        .put("body", comment.body());
    return viaApp(node, comment.viaApp());
  }

  public ObjectNode event(RepositoryInfo repository, SandboxEvent event) {
    ObjectNode node =
        object()
            .put("id", event.id())
            .put("node_id", nodeId("Event", event.id()))
            .put("url", api("/repos/" + repository.fullName() + "/issues/events/" + event.id()));
    node.set("actor", user(event.actor()));
    node.put("event", event.event())
        .putNull("commit_id")
        .putNull("commit_url")
        .put("created_at", time(event.at()));
    event
        .label()
        .ifPresent(
            label -> node.putObject("label").put("name", label.name()).put("color", label.color()));
    return viaApp(node, event.viaApp());
  }

  private ObjectNode viaApp(ObjectNode node, boolean viaApp) {
    if (viaApp) {
      node.putObject("performed_via_github_app").put("slug", slug).put("name", slug);
    } else {
      node.putNull("performed_via_github_app");
    }
    return node;
  }

  private static String association(RepositoryInfo repository, SandboxUser user) {
    return repository.owner().equals(user) ? "OWNER" : "NONE";
  }
}
