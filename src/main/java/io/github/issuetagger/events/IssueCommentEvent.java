package io.github.issuetagger.events;

import io.github.issuetagger.domain.RepositoryRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A person wrote or edited a comment on an issue. Comments by bots, comments on pull requests and
 * deleted comments are not parsed into this event.
 *
 * @param deliveryId GitHub's GUID of the delivery
 * @param receivedAt when the delivery arrived
 * @param repository the issue's repository
 * @param issue the issue's number
 * @param openedAt when the issue was opened; {@code receivedAt} if the payload does not say
 * @param commentId GitHub's number of the comment
 * @param sender the login of the person who wrote or edited the comment
 * @param body the comment's text
 * @param formerBody the text before the edit; empty for a new comment
 */
public record IssueCommentEvent(
    String deliveryId,
    Instant receivedAt,
    RepositoryRef repository,
    int issue,
    Instant openedAt,
    long commentId,
    String sender,
    String body,
    Optional<String> formerBody)
    implements WebhookEvent {}
