/** Preserved tables, which keep the destination's rows through a migration. The conversation has no member yet. */
package dev.pgzm.ports.sync;
