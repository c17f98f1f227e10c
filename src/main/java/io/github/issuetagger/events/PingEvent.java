package io.github.issuetagger.events;

/** {@code ping}: GitHub tests the webhook. */
public record PingEvent() implements WebhookEvent {}
