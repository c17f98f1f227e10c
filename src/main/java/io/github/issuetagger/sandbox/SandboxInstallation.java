package io.github.issuetagger.sandbox;

import java.time.Instant;

/** The App installed for one owner, with all of the owner's repositories. */
record SandboxInstallation(long id, SandboxUser account, Instant createdAt) {}
