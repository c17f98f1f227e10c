/**
 * Labels one issue: reads it, predicts, plans, acts and records.
 *
 * <p>Commands live in {@code commands}; what people's label changes teach lives in {@code
 * feedback}.
 */
@NullMarked
package io.github.issuetagger.triage;

import org.jspecify.annotations.NullMarked;
