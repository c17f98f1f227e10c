/**
 * What the sandbox remembers, the changes that can be made to it, and its JSON.
 *
 * <p>Nothing here serves HTTP.
 */
@NullMarked
package io.github.issuetagger.sandbox.state;

import org.jspecify.annotations.NullMarked;
