/** The ladder of predictors: from an issue's text and a label catalog to a score for each label. */
@NullMarked
package io.github.issuetagger.predict;

import org.jspecify.annotations.NullMarked;
