/**
 * The sandbox's data, the actions that change it, and its JSON.
 *
 * <p>This package does not serve HTTP.
 */
@NullMarked
package io.github.issuetagger.sandbox.state;

import org.jspecify.annotations.NullMarked;
