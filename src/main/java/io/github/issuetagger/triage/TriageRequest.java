package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;

/**
 * An issue to be triaged.
 *
 * @param guid the delivery that asks for it
 * @param repository where it lies
 * @param number its number there
 * @param cause why
 */
record TriageRequest(String guid, RepositoryRef repository, int number, TriageCause cause) {}
