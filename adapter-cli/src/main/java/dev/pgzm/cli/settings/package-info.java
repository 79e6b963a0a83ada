/** Where the commands' settings come from. */
@NullMarked
package dev.pgzm.cli.settings;

import org.jspecify.annotations.NullMarked;
