package io.github.issuetagger.github.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.RepositoryRef;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.connector.GitHubConnector;

/**
 * Sends calls about one repository, as plain JSON and through github-api. Create one for each use,
 * because a github-api client keeps every user that it reads.
 *
 * <p>Creates handles by parsing a webhook payload, because github-api does that without a call.
 * Otherwise it would read the repository and the issue first.
 */
public final class RepositoryClient {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Optional<String> FIRST_PAGE = Optional.of("page=1");

  /** A call through github-api. {@code FailureInterceptor} has already classified its failures. */
  @FunctionalInterface
  public interface GitHubCall<T> {
    T run(RepositoryClient repository) throws IOException;
  }

  private final RepositoryRef repository;
  private final RestClient rest;
  private final GitHubConnector connector;
  private final HttpUrl api;

  RepositoryClient(
      RepositoryRef repository, RestClient rest, GitHubConnector connector, HttpUrl api) {
    this.repository = repository;
    this.rest = rest;
    this.connector = connector;
    this.api = api;
  }

  /** Returns the answer to a GET below {@code /repos/OWNER/NAME}. */
  public JsonNode get(String... path) {
    return rest.get(below(path));
  }

  /** Sends a DELETE below {@code /repos/OWNER/NAME}. */
  public void delete(String... path) {
    rest.delete(below(path));
  }

  /** Returns all elements of a list below {@code /repos/OWNER/NAME}. */
  public Stream<JsonNode> list(String... path) {
    return rest.list(Map.of(), FIRST_PAGE, below(path));
  }

  /** Returns all elements of a filtered list below {@code /repos/OWNER/NAME}. */
  public Stream<JsonNode> list(Map<String, String> query, String... path) {
    return rest.list(query, Optional.empty(), below(path));
  }

  /** Returns one page of a list below {@code /repos/OWNER/NAME}. */
  public RestClient.Page page(
      Map<String, String> query, Optional<String> position, String... path) {
    return rest.page(query, position, below(path));
  }

  /**
   * Runs a call through github-api.
   *
   * @throws GitHubException if the call fails or its answer is unreadable
   */
  public <T> T call(GitHubCall<T> call) {
    try {
      return call.run(this);
    } catch (IOException | GHException e) {
      throw GitHubException.unreadable(e);
    }
  }

  /** Returns a handle of the repository. Makes no call. */
  public GHRepository handle() throws IOException {
    return payload(GHEventPayload.Issue.class, shape(0)).getRepository();
  }

  /** Returns a handle of the issue. Makes no call. */
  public GHIssue issue(int number) throws IOException {
    return payload(GHEventPayload.Issue.class, shape(number)).getIssue();
  }

  /** Returns a handle of the comment. Makes no call. */
  public GHIssueComment comment(int number, long id) throws IOException {
    ObjectNode shape = shape(number);
    shape.putObject("comment").put("id", id);
    return payload(GHEventPayload.IssueComment.class, shape).getComment();
  }

  private String[] below(String... path) {
    return Stream.concat(Stream.of("repos", repository.owner(), repository.name()), Stream.of(path))
        .toArray(String[]::new);
  }

  private ObjectNode shape(int number) {
    ObjectNode shape = JSON.createObjectNode();
    shape.putObject("issue").put("number", number);
    shape
        .putObject("repository")
        .put("id", repository.id())
        .put("name", repository.name())
        .put("full_name", repository.fullName())
        .putObject("owner")
        .put("login", repository.owner());
    return shape;
  }

  private <T extends GHEventPayload> T payload(Class<T> type, ObjectNode shape) throws IOException {
    GitHub github =
        new GitHubBuilder()
            .withEndpoint(api.toString())
            .withConnector(connector)
            .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
            .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
            .build();
    return github.parseEventPayload(new StringReader(shape.toString()), type);
  }
}
