package io.github.issuetagger.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Something that happened in the sandbox, as a webhook tells it.
 *
 * @param event GitHub's event name
 * @param action what happened to it
 * @param installation whose webhook it is
 * @param repository where it happened; empty for installation events
 * @param issue the issue after the change
 * @param details the payload's other members: {@code comment}, {@code label}, {@code changes} …
 */
public record SandboxChange(
    String event,
    String action,
    SandboxInstallation installation,
    Optional<RepositoryInfo> repository,
    Optional<SandboxIssue> issue,
    SandboxActor actor,
    ObjectNode details) {}
