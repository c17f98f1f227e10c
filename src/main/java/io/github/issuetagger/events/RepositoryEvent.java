package io.github.issuetagger.events;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.Optional;

/**
 * A repository was renamed, transferred, edited or deleted.
 *
 * @param action GitHub's action, such as {@code renamed} or {@code deleted}
 * @param repository the repository under its current name
 * @param former the repository under its former name or owner; empty if neither changed
 */
public record RepositoryEvent(
    String action, RepositoryRef repository, Optional<RepositoryRef> former)
    implements WebhookEvent {}
