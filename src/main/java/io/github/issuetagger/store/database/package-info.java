/**
 * Opens, migrates and locks the database, and joins transactions.
 *
 * <p>No table of the project is known here.
 */
@NullMarked
package io.github.issuetagger.store.database;

import org.jspecify.annotations.NullMarked;
