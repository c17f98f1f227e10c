/** The operator's configuration: environment variables and files, validated into records. */
@NullMarked
package io.github.issuetagger.config;

import org.jspecify.annotations.NullMarked;
