/** What people say about labels, by word and by deed, and what is kept of it to learn from. */
@NullMarked
package io.github.issuetagger.feedback;

import org.jspecify.annotations.NullMarked;
