/** Preserved tables, which keep the destination's rows through a migration. */
package dev.pgzm.ports.sync;
