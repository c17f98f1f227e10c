/**
 * The domain's words: issues, labels, predictions and plans. Everything here is an immutable value.
 */
@NullMarked
package io.github.issuetagger.issue;

import org.jspecify.annotations.NullMarked;
