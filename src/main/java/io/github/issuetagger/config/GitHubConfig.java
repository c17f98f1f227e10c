package io.github.issuetagger.config;

import java.net.URI;

/**
 * How the App reaches GitHub.
 *
 * @param appId the App's ID
 * @param privateKey the App's RSA key, PEM (PKCS#1 or PKCS#8)
 * @param apiUrl {@code https://api.github.com}, or {@code https://HOST/api/v3} on GHES
 */
public record GitHubConfig(String appId, Secret privateKey, URI apiUrl) {}
