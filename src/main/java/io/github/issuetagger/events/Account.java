package io.github.issuetagger.events;

/**
 * A person, a bot or an organization.
 *
 * @param login the account's name
 * @param bot whether the account is a bot
 */
public record Account(String login, boolean bot) {}
