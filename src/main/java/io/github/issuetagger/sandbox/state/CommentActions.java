package io.github.issuetagger.sandbox.state;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Creates, edits and deletes comments. */
public final class CommentActions {
  /** The longest body that GitHub accepts, in characters. */
  private static final int MAX_BODY = 65_536;

  /** A comment and its issue. */
  public record Found(SandboxIssue issue, SandboxComment comment) {}

  private final SandboxState state;
  private final GitHubJson json;
  private final IssueActions issues;

  public CommentActions(SandboxState state, GitHubJson json, IssueActions issues) {
    this.state = state;
    this.json = json;
    this.issues = issues;
  }

  public Found create(RepositoryState repository, SandboxActor actor, int number, String body) {
    synchronized (state) {
      SandboxIssue old = issues.get(repository, number);
      if (old.locked() && actor.viaApp()) {
        throw new ApiException(403, "Unable to create comment because issue is locked.");
      }
      check(body);
      SandboxComment comment = SandboxComment.written(state.nextId(), actor, body, state.now());
      SandboxIssue issue = old.withComment(comment);
      repository.issues.put(number, issue);
      publish("created", repository, new Found(issue, comment), actor, object());
      return new Found(issue, comment);
    }
  }

  public Found edit(RepositoryState repository, SandboxActor actor, long id, String body) {
    synchronized (state) {
      Found old = get(repository, id);
      check(body);
      SandboxComment comment = old.comment().edited(body, state.now());
      Found found = new Found(old.issue().withComments(replacedBy(comment), state.now()), comment);
      repository.issues.put(found.issue().number(), found.issue());
      ObjectNode details = object();
      details.putObject("changes").putObject("body").put("from", old.comment().body());
      publish("edited", repository, found, actor, details);
      return found;
    }
  }

  /**
   * Adds a reaction, without a webhook, as on GitHub. Returns false if the comment already has the
   * reaction.
   */
  public boolean react(RepositoryState repository, long id, String content) {
    synchronized (state) {
      Found old = get(repository, id);
      if (old.comment().reactions().contains(content)) {
        return false;
      }
      SandboxComment comment = old.comment().withReaction(content);
      SandboxIssue issue = old.issue().withComments(replacedBy(comment), old.issue().updatedAt());
      repository.issues.put(issue.number(), issue);
      return true;
    }
  }

  private static UnaryOperator<List<SandboxComment>> replacedBy(SandboxComment comment) {
    return all -> all.stream().map(each -> each.id() == comment.id() ? comment : each).toList();
  }

  public void delete(RepositoryState repository, SandboxActor actor, long id) {
    synchronized (state) {
      Found old = get(repository, id);
      UnaryOperator<List<SandboxComment>> drop =
          all -> all.stream().filter(each -> each.id() != id).toList();
      SandboxIssue issue = old.issue().withComments(drop, state.now());
      repository.issues.put(issue.number(), issue);
      publish("deleted", repository, new Found(issue, old.comment()), actor, object());
    }
  }

  public Found get(RepositoryState repository, long id) {
    synchronized (state) {
      return repository.issues.values().stream()
          .flatMap(issue -> issue.comments().stream().map(comment -> new Found(issue, comment)))
          .filter(found -> found.comment().id() == id)
          .findFirst()
          .orElseThrow(ApiException::notFound);
    }
  }

  private static void check(String body) {
    if (body.isBlank()) {
      throw ApiException.invalid("body can't be blank");
    }
    if (body.length() > MAX_BODY) {
      throw ApiException.invalid("body is too long (maximum is " + MAX_BODY + " characters)");
    }
  }

  private void publish(
      String action,
      RepositoryState repository,
      Found found,
      SandboxActor actor,
      ObjectNode details) {
    details.set("comment", json.comment(repository.info(), found.issue(), found.comment()));
    state.publish("issue_comment", action, repository, Optional.of(found.issue()), actor, details);
  }
}
