package io.github.issuetagger.model.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A repository whose labels a model was trained on: an entry of {@code trained_repositories} in
 * {@code bundle.json}.
 *
 * @param repo {@code owner/name}
 * @param until when the newest issue was opened that the model was trained on. If it is empty,
 *     every issue of the repository counts as seen in training
 */
public record TrainedRepository(String repo, Optional<Instant> until) {
  private static final String FIELD = "trained_repositories";
  private static final Pattern REPO = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");

  /**
   * Parses the list. A missing list counts as empty.
   *
   * @throws BundleException if an entry is not a repository, or two entries name the same one
   */
  static List<TrainedRepository> parse(JsonNode list) {
    if (list.isMissingNode()) {
      return List.of();
    }
    if (!list.isArray()) {
      throw JsonFields.wrong(
          "'%s' must be a list of {\"repo\": \"owner/name\", \"until\": \"2024-05-01T12:00:00Z\"}"
              .formatted(FIELD));
    }
    List<TrainedRepository> repositories = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (JsonNode entry : list) {
      TrainedRepository repository = entry(entry);
      if (!named.add(key(repository.repo()))) {
        throw JsonFields.wrong("'%s' names %s twice".formatted(FIELD, repository.repo()));
      }
      repositories.add(repository);
    }
    return repositories;
  }

  private static TrainedRepository entry(JsonNode entry) {
    String repo = entry.path("repo").asText();
    if (!entry.path("repo").isTextual() || !REPO.matcher(repo).matches()) {
      throw JsonFields.wrong(
          "each entry of '%s' needs a 'repo' such as owner/name, but one has %s"
              .formatted(FIELD, entry.path("repo")));
    }
    try {
      return new TrainedRepository(repo, JsonFields.instant(entry, "until"));
    } catch (BundleException e) {
      throw new BundleException("%s ('%s', %s)".formatted(e.getMessage(), FIELD, repo), e);
    }
  }

  /** Returns whether the entry names a repository. Ignores case, as GitHub does. */
  public boolean names(String repository) {
    return key(repo).equals(key(repository));
  }

  private static String key(String repository) {
    return repository.toLowerCase(Locale.ROOT);
  }
}
