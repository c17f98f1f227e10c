/**
 * Reads model bundles: finds their files, checks them, and describes them as {@code bundle.json}
 * does.
 *
 * <p>Nothing here runs a model.
 */
@NullMarked
package io.github.issuetagger.model.bundle;

import org.jspecify.annotations.NullMarked;
