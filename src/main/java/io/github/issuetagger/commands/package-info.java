/** Slash commands in comments: their grammar, who may run them, and what each one does. */
@NullMarked
package io.github.issuetagger.commands;

import org.jspecify.annotations.NullMarked;
