/**
 * The queries: what the App remembers, on SQLite or PostgreSQL.
 *
 * <p>Opening and migrating the database lives in {@code store.database}.
 */
@NullMarked
package io.github.issuetagger.store;

import org.jspecify.annotations.NullMarked;
