package io.github.issuetagger.events;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.Optional;

/**
 * A label of a repository was created, edited or deleted.
 *
 * @param action GitHub's action: {@code created}, {@code edited} or {@code deleted}
 * @param repository the label's repository
 * @param name the label's current name
 * @param formerName the label's name before the change; empty if the name did not change
 */
public record LabelEvent(
    String action, RepositoryRef repository, String name, Optional<String> formerName)
    implements WebhookEvent {}
