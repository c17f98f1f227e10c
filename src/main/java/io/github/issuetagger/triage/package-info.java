/** What an event asks for: reads the issue, predicts, decides, acts and records. */
@NullMarked
package io.github.issuetagger.triage;

import org.jspecify.annotations.NullMarked;
