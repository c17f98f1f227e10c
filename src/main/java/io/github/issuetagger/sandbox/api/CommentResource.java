package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;
import static io.github.issuetagger.sandbox.state.GitHubJson.object;
import static io.github.issuetagger.sandbox.state.GitHubJson.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.CommentActions;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.IssueActions;
import io.github.issuetagger.sandbox.state.RepositoryInfo;
import io.github.issuetagger.sandbox.state.RepositoryState;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxState;
import java.util.List;

/** Serves comments and the reactions to them. */
final class CommentResource {
  private static final List<String> REACTIONS =
      List.of("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes");

  private final SandboxState state;
  private final GitHubJson json;
  private final IssueActions issues;
  private final CommentActions comments;

  CommentResource(
      SandboxState state, GitHubJson json, IssueActions issues, CommentActions comments) {
    this.state = state;
    this.json = json;
    this.issues = issues;
    this.comments = comments;
  }

  /** Lists an issue's comments, oldest first. */
  ApiResource.Answer list(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      SandboxIssue issue = issues.get(repository, call.issueNumber(repository));
      RepositoryInfo info = repository.info();
      return ApiResource.Answer.ok(
          ApiResponses.page(
              call.ctx(), array(issue.comments(), comment -> json.comment(info, issue, comment))));
    }
  }

  ApiResource.Answer get(ApiRequest call) {
    call.require("issues", "read");
    synchronized (state) {
      RepositoryState repository = call.repository();
      return ApiResource.Answer.ok(
          json(repository, comments.get(repository, call.number("number"))));
    }
  }

  ApiResource.Answer create(ApiRequest call) {
    call.require("issues", "write");
    String body = call.text("body");
    synchronized (state) {
      RepositoryState repository = call.repository();
      int number = call.issueNumber(repository);
      return ApiResource.Answer.created(
          json(repository, comments.create(repository, state.app(), number, body)));
    }
  }

  ApiResource.Answer edit(ApiRequest call) {
    call.require("issues", "write");
    String body = call.text("body");
    synchronized (state) {
      RepositoryState repository = call.repository();
      long id = call.number("number");
      return ApiResource.Answer.ok(
          json(repository, comments.edit(repository, state.app(), id, body)));
    }
  }

  ApiResource.Answer delete(ApiRequest call) {
    call.require("issues", "write");
    synchronized (state) {
      comments.delete(call.repository(), state.app(), call.number("number"));
      return ApiResource.Answer.nothing();
    }
  }

  /** Answers 201 for a new reaction, and 200 for an existing one. */
  ApiResource.Answer react(ApiRequest call) {
    call.require("issues", "write");
    String content = call.text("content");
    if (!REACTIONS.contains(content)) {
      throw ApiException.invalid("content is not a reaction");
    }
    synchronized (state) {
      long comment = call.number("number");
      boolean added = comments.react(call.repository(), comment, content);
      // A comment has each reaction once, so comment and reaction determine the ID.
      long id = comment * REACTIONS.size() + REACTIONS.indexOf(content);
      ObjectNode node = object().put("id", id).put("node_id", GitHubJson.nodeId("Reaction", id));
      node.set("user", json.user(state.app().user()));
      node.put("content", content).put("created_at", time(state.now()));
      return added ? ApiResource.Answer.created(node) : ApiResource.Answer.ok(node);
    }
  }

  private ObjectNode json(RepositoryState repository, CommentActions.Found found) {
    return json.comment(repository.info(), found.issue(), found.comment());
  }
}
