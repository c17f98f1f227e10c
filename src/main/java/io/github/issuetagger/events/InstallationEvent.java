package io.github.issuetagger.events;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;

/**
 * The App was installed, suspended, removed, or given other permissions.
 *
 * @param action GitHub's action, such as {@code created} or {@code deleted}
 * @param installationId GitHub's number of the installation
 * @param repositories the repositories that the installation reaches
 */
public record InstallationEvent(
    String action, long installationId, List<RepositoryRef> repositories) implements WebhookEvent {
  public InstallationEvent {
    repositories = List.copyOf(repositories);
  }
}
