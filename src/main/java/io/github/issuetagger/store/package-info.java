/** Schema and queries, on SQLite or PostgreSQL. */
@NullMarked
package io.github.issuetagger.store;

import org.jspecify.annotations.NullMarked;
