/** Issues and labels from files, predictions to files. */
@NullMarked
package io.github.issuetagger.batch;

import org.jspecify.annotations.NullMarked;
