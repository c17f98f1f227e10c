/**
 * The queries of the App, on SQLite or PostgreSQL.
 *
 * <p>Opening and migrating the database is in {@code store.database}.
 */
@NullMarked
package io.github.issuetagger.store;

import org.jspecify.annotations.NullMarked;
