/**
 * A repository's settings file: parsing, validation, defaults, and which labels it concerns.
 *
 * <p>Where the file comes from is not decided here, nor what follows from it for one issue.
 */
@NullMarked
package io.github.issuetagger.settings;

import org.jspecify.annotations.NullMarked;
