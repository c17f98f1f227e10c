package io.github.issuetagger.sandbox.state;

import java.time.Instant;
import java.util.Optional;

/**
 * An event of an issue.
 *
 * @param event GitHub's name for it: {@code labeled}, {@code unlabeled}, {@code closed} …
 * @param label the label at that time, for {@code labeled} and {@code unlabeled}
 * @param viaApp whether the App caused the event
 */
public record SandboxEvent(
    long id,
    SandboxUser actor,
    String event,
    Optional<SandboxLabel> label,
    Instant at,
    boolean viaApp) {}
