package io.github.issuetagger.github;

/**
 * A settings file as it was read.
 *
 * @param location where it lies, for people: {@code owner/name:path}
 * @param sha the blob's SHA-1, which changes with its content
 * @param legacy whether it is the old Issue-Label-Bot's file
 * @param yaml its text
 */
public record SettingsFile(String location, String sha, boolean legacy, String yaml) {}
