package io.github.issuetagger.events;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;

/**
 * An installation gained or lost repositories.
 *
 * @param installationId GitHub's number of the installation
 * @param added the repositories that the App may use now
 * @param removedIds GitHub's numbers of the repositories that the App may no longer use
 */
public record InstallationRepositoriesEvent(
    long installationId, List<RepositoryRef> added, List<Long> removedIds) implements WebhookEvent {
  public InstallationRepositoriesEvent {
    added = List.copyOf(added);
    removedIds = List.copyOf(removedIds);
  }
}
