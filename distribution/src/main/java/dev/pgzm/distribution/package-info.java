/** Wires the modules into the program {@code pgzm}. */
package dev.pgzm.distribution;
