/**
 * Opens, migrates and locks the database, and joins transactions.
 *
 * <p>This package knows none of the project's tables.
 */
@NullMarked
package io.github.issuetagger.store.database;

import org.jspecify.annotations.NullMarked;
