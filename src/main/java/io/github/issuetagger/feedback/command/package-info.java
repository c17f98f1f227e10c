/** Commands in comments: how they are written, who may give them, and what each does. */
@NullMarked
package io.github.issuetagger.feedback.command;

import org.jspecify.annotations.NullMarked;
