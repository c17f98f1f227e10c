/** A small GitHub in memory, for the demo and for tests. */
@NullMarked
package io.github.issuetagger.sandbox;

import org.jspecify.annotations.NullMarked;
