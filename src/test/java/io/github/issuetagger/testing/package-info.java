/** What the tests of several rooms share. */
@NullMarked
package io.github.issuetagger.testing;

import org.jspecify.annotations.NullMarked;
