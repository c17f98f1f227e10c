/** The entry point and the composition root. */
@NullMarked
package io.github.issuetagger;

import org.jspecify.annotations.NullMarked;
