/**
 * An in-memory imitation of GitHub for the demo and for tests. This package wires its parts
 * together.
 */
@NullMarked
package io.github.issuetagger.sandbox;

import org.jspecify.annotations.NullMarked;
