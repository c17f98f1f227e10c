package io.github.issuetagger.github;

/**
 * A settings file that was read from GitHub.
 *
 * @param location the file's location, for people: {@code owner/name:path}
 * @param sha the blob's SHA-1
 * @param legacy whether the file is the old Issue-Label-Bot's
 * @param yaml the file's text
 */
public record SettingsFile(String location, String sha, boolean legacy, String yaml) {}
