/**
 * Triages issues: reads an issue, predicts, plans, acts and records.
 *
 * <p>Commands live in {@code commands}; learning from label changes lives in {@code feedback}.
 */
@NullMarked
package io.github.issuetagger.triage;

import org.jspecify.annotations.NullMarked;
