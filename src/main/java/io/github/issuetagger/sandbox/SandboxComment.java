package io.github.issuetagger.sandbox;

import java.time.Instant;

/**
 * A comment on an issue.
 *
 * @param body Markdown, as it was written
 * @param viaApp whether the App wrote it
 */
public record SandboxComment(
    long id,
    SandboxUser author,
    String body,
    Instant createdAt,
    Instant updatedAt,
    boolean viaApp) {
  SandboxComment edited(String newBody, Instant now) {
    return new SandboxComment(id, author, newBody, createdAt, now, viaApp);
  }
}
