package io.github.issuetagger.domain;

import java.util.regex.Pattern;

/**
 * A repository as a webhook names it.
 *
 * @param installationId the App's installation that may act on it
 * @param id GitHub's number for the repository, which survives renames and transfers
 * @param owner the login of the user or organization
 * @param name the repository's name without its owner
 */
public record RepositoryRef(long installationId, long id, String owner, String name) {
  /** What GitHub allows in a login and in a repository's name; keeps both safe inside a URL. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public RepositoryRef {
    if (!SAFE.matcher(owner).matches() || !SAFE.matcher(name).matches()) {
      throw new IllegalArgumentException("not a repository name: " + owner + "/" + name);
    }
  }

  /** {@code owner/name}. */
  public String fullName() {
    return owner + "/" + name;
  }
}
