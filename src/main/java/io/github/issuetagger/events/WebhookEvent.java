package io.github.issuetagger.events;

/** A webhook event that the App acts on, with only the fields that a handler needs. */
public sealed interface WebhookEvent
    permits InstallationEvent,
        InstallationRepositoriesEvent,
        IssueCommentEvent,
        IssueEvent,
        LabelEvent,
        PingEvent,
        RepositoryEvent {}
