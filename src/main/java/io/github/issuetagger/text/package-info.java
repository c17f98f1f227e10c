/**
 * Works on what people wrote: cleaning an issue's text, reading label names, escaping for Markdown
 * and logs, suggesting similar names.
 *
 * <p>No models and no settings live here.
 */
@NullMarked
package io.github.issuetagger.text;

import org.jspecify.annotations.NullMarked;
