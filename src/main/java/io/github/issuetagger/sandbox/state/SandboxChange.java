package io.github.issuetagger.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A change in the sandbox that a webhook reports.
 *
 * @param event GitHub's event name
 * @param action GitHub's action name
 * @param installation the installation that receives the webhook
 * @param repository the changed repository; empty for installation events
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
