/** Slash commands in comments: their syntax, who may run them, and what each one does. */
@NullMarked
package io.github.issuetagger.commands;

import org.jspecify.annotations.NullMarked;
