package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.HttpClients;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads settings files: a repository's own, or those in its owner's {@code .github} repository.
 * Caches missing files, too.
 */
final class SettingsFileReader {
  private static final String OWNER_WIDE = ".github";

  /**
   * The text that replaces larger files, because GitHub's contents API returns no more than 1 MB.
   */
  private static final String TOO_LARGE = "This file is larger than 1 MB and was not read.";

  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate("issue-tagger.yml", false), new Candidate("issue_label_bot.yaml", true));

  private final Cache<RepositoryRef, Optional<SettingsFile>> files;
  private final HttpClients clients;

  SettingsFileReader(HttpClients clients, Cache<RepositoryRef, Optional<SettingsFile>> files) {
    this.clients = clients;
    this.files = files;
  }

  Optional<SettingsFile> get(RepositoryRef repository) {
    return files.get(repository, this::own).or(() -> ownerWide(repository));
  }

  private Optional<SettingsFile> own(RepositoryRef repository) {
    return CANDIDATES.stream().flatMap(candidate -> find(repository, candidate)).findFirst();
  }

  private Optional<SettingsFile> ownerWide(RepositoryRef repository) {
    if (repository.name().equals(OWNER_WIDE)) {
      return Optional.empty();
    }
    return files.get(ownerWideOf(repository), this::readable);
  }

  /**
   * Returns empty if the file is hidden, because the App may not be installed in that repository.
   */
  private Optional<SettingsFile> readable(RepositoryRef ownerWide) {
    try {
      return own(ownerWide);
    } catch (CallFailedException e) {
      if (e.hidden()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Refers to the repository by name, because its ID is unknown. The ID matters only after a
   * rename.
   */
  private static RepositoryRef ownerWideOf(RepositoryRef repository) {
    return new RepositoryRef(repository.installationId(), 0, repository.owner(), OWNER_WIDE);
  }

  private Stream<SettingsFile> find(RepositoryRef repository, Candidate candidate) {
    // Other failures must not count as a missing file: the App could do what the settings forbid.
    return CallFailedException.emptyIfGone(
        () -> clients.repository(repository).get("contents", ".github", candidate.name()))
        .filter(file -> file.path("type").asText().equals("file"))
        .map(file -> settings(repository, candidate, file))
        .stream();
  }

  private static SettingsFile settings(
      RepositoryRef repository, Candidate candidate, JsonNode file) {
    String location = repository.fullName() + ":.github/" + candidate.name();
    return new SettingsFile(location, file.path("sha").asText(), candidate.legacy(), text(file));
  }

  private static String text(JsonNode file) {
    if (!file.path("encoding").asText().equals("base64")) {
      return TOO_LARGE;
    }
    byte[] content = Base64.getMimeDecoder().decode(file.path("content").asText());
    return new String(content, StandardCharsets.UTF_8);
  }

  private record Candidate(String name, boolean legacy) {}
}
