/** The demo: opens sample issues in the sandbox and prints what the App does with them. */
@NullMarked
package io.github.issuetagger.demo;

import org.jspecify.annotations.NullMarked;
