/** What the two databases are and hold, read and never changed: the facts that preflight and verification judge. */
package dev.pgzm.ports.catalog;
