/**
 * The command line.
 *
 * <p>Commands read options and print; the work is done in the other packages.
 */
@NullMarked
package io.github.issuetagger.cli;

import org.jspecify.annotations.NullMarked;
