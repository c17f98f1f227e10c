package io.github.issuetagger.domain;

import java.util.regex.Pattern;

/**
 * A repository on GitHub.
 *
 * @param installationId the App's installation in the repository
 * @param id GitHub's id of the repository, which survives renames and transfers
 * @param owner the login of the user or organization
 * @param name the repository's name without its owner
 */
public record RepositoryRef(long installationId, long id, String owner, String name) {
  /** The characters that GitHub allows in logins and repository names. They are safe in a URL. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public RepositoryRef {
    if (!SAFE.matcher(owner).matches() || !SAFE.matcher(name).matches()) {
      throw new IllegalArgumentException("not a repository name: " + owner + "/" + name);
    }
  }

  /** Returns {@code owner/name}. */
  public String fullName() {
    return owner + "/" + name;
  }
}
