package io.github.issuetagger.sandbox.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A comment on an issue.
 *
 * @param body the Markdown
 * @param viaApp whether the App wrote it
 * @param reactions the App's reactions, by GitHub's names, each once
 */
public record SandboxComment(
    long id,
    SandboxUser author,
    String body,
    Instant createdAt,
    Instant updatedAt,
    boolean viaApp,
    List<String> reactions) {
  public SandboxComment {
    reactions = List.copyOf(reactions);
  }

  static SandboxComment written(long id, SandboxActor actor, String body, Instant now) {
    return new SandboxComment(id, actor.user(), body, now, now, actor.viaApp(), List.of());
  }

  SandboxComment edited(String newBody, Instant now) {
    return new SandboxComment(id, author, newBody, createdAt, now, viaApp, reactions);
  }

  SandboxComment withReaction(String content) {
    List<String> more = new ArrayList<>(reactions);
    more.add(content);
    return new SandboxComment(id, author, body, createdAt, updatedAt, viaApp, more);
  }
}
