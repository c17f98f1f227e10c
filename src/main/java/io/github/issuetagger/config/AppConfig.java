package io.github.issuetagger.config;

import java.nio.file.Path;

/**
 * The App's whole configuration, validated.
 *
 * @param dataDir the folder where the App stores its data
 */
public record AppConfig(
    Path dataDir,
    ServerConfig server,
    GitHubConfig github,
    DatabaseConfig database,
    DeliveryConfig delivery,
    ModelConfig model,
    LogConfig log) {}
