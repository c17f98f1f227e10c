package io.github.issuetagger.github.http;

import io.github.issuetagger.config.Secret;
import java.time.Instant;

/**
 * What lets the App act in one installation.
 *
 * @param value the token, which shows itself nowhere
 * @param expiresAt from when on GitHub does not take it any more
 */
public record InstallationToken(Secret value, Instant expiresAt) {}
