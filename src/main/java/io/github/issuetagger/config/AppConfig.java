package io.github.issuetagger.config;

import java.nio.file.Path;

/**
 * Everything that the App is told from outside, validated.
 *
 * @param dataDir the folder that holds all that the App stores
 */
public record AppConfig(
    Path dataDir,
    ServerConfig server,
    GitHubConfig github,
    DatabaseConfig database,
    DeliveryConfig delivery,
    ModelConfig model,
    LogConfig log) {}
