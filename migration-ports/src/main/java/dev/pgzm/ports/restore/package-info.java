/** The shadow schema while it is being built. */
package dev.pgzm.ports.restore;
