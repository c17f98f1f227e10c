package io.github.issuetagger.sandbox.state;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of an issue's history.
 *
 * @param event GitHub's name for it: {@code labeled}, {@code unlabeled}, {@code closed} …
 * @param label the label as it was then, for {@code labeled} and {@code unlabeled}
 * @param viaApp whether the App did it
 */
public record SandboxEvent(
    long id,
    SandboxUser actor,
    String event,
    Optional<SandboxLabel> label,
    Instant at,
    boolean viaApp) {}
