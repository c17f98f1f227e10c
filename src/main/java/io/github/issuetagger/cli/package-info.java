/** The command line. */
@NullMarked
package io.github.issuetagger.cli;

import org.jspecify.annotations.NullMarked;
