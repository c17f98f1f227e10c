package io.github.issuetagger.sandbox.state;

import java.time.Instant;

/** The App installed for one owner, with all of the owner's repositories. */
public record SandboxInstallation(long id, SandboxUser account, Instant createdAt) {}
