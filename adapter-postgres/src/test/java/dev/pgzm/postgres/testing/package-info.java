/** Real servers for tests: whichever this machine can offer. */
package dev.pgzm.postgres.testing;
