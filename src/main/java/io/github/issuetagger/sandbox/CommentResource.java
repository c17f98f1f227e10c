package io.github.issuetagger.sandbox;

import static io.github.issuetagger.sandbox.GitHubJson.array;
import static io.github.issuetagger.sandbox.GitHubJson.object;
import static io.github.issuetagger.sandbox.GitHubJson.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Comments and reactions to them. */
final class CommentResource {
  private static final Set<String> REACTIONS =
      Set.of("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes");

  private final World world;
  private final GitHubJson json;
  private final IssueActions issues;
  private final CommentActions comments;
  private final Map<String, ObjectNode> reactions = new ConcurrentHashMap<>();

  CommentResource(World world, GitHubJson json, IssueActions issues, CommentActions comments) {
    this.world = world;
    this.json = json;
    this.issues = issues;
    this.comments = comments;
  }

  /** Oldest first. */
  Resource.Answer list(Call call) {
    call.require("issues", "read");
    synchronized (world) {
      RepositoryState repository = call.repository();
      SandboxIssue issue = issues.get(repository, call.issueNumber(repository));
      RepositoryInfo info = repository.info();
      return Resource.Answer.ok(
          Answers.page(
              call.ctx(), array(issue.comments(), comment -> json.comment(info, issue, comment))));
    }
  }

  Resource.Answer get(Call call) {
    call.require("issues", "read");
    synchronized (world) {
      RepositoryState repository = call.repository();
      return Resource.Answer.ok(json(repository, comments.get(repository, call.number("number"))));
    }
  }

  Resource.Answer create(Call call) {
    call.require("issues", "write");
    String body = call.text("body");
    synchronized (world) {
      RepositoryState repository = call.repository();
      int number = call.issueNumber(repository);
      return Resource.Answer.created(
          json(repository, comments.create(repository, world.app(), number, body)));
    }
  }

  Resource.Answer edit(Call call) {
    call.require("issues", "write");
    String body = call.text("body");
    synchronized (world) {
      RepositoryState repository = call.repository();
      long id = call.number("number");
      return Resource.Answer.ok(json(repository, comments.edit(repository, world.app(), id, body)));
    }
  }

  Resource.Answer delete(Call call) {
    call.require("issues", "write");
    synchronized (world) {
      comments.delete(call.repository(), world.app(), call.number("number"));
      return Resource.Answer.nothing();
    }
  }

  /** 201 for a new reaction, 200 for one that is there already. */
  Resource.Answer react(Call call) {
    call.require("issues", "write");
    String content = call.text("content");
    if (!REACTIONS.contains(content)) {
      throw ApiException.invalid("content is not a reaction");
    }
    synchronized (world) {
      long comment = comments.get(call.repository(), call.number("number")).comment().id();
      ObjectNode old = reactions.get(comment + content);
      if (old != null) {
        return Resource.Answer.ok(old);
      }
      long id = world.nextId();
      ObjectNode node = object().put("id", id).put("node_id", GitHubJson.nodeId("Reaction", id));
      node.set("user", json.user(world.app().user()));
      node.put("content", content).put("created_at", time(world.now()));
      reactions.put(comment + content, node);
      return Resource.Answer.created(node);
    }
  }

  private ObjectNode json(RepositoryState repository, CommentActions.Found found) {
    return json.comment(repository.info(), found.issue(), found.comment());
  }
}
