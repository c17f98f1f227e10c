/** The sandbox's pages, on which people open issues and comment. */
@NullMarked
package io.github.issuetagger.sandbox.pages;

import org.jspecify.annotations.NullMarked;
