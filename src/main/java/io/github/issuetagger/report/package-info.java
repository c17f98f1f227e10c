/** What an evaluation found, written for people and for programs. */
@NullMarked
package io.github.issuetagger.report;

import org.jspecify.annotations.NullMarked;
