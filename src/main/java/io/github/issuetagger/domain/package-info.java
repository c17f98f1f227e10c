/**
 * The values that the whole program shares: issues, labels, predictions, plans and deliveries.
 *
 * <p>Everything here is immutable. Nothing here reads text, a model, a database or GitHub.
 */
@NullMarked
package io.github.issuetagger.domain;

import org.jspecify.annotations.NullMarked;
