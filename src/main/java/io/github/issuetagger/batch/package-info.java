/** Reads issues, labels and history from files, and writes predictions to files. */
@NullMarked
package io.github.issuetagger.batch;

import org.jspecify.annotations.NullMarked;
