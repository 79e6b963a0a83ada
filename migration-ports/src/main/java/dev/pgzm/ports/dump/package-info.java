/** The consistent source: one snapshot that yields the schema script, the tables and the rows of each part. */
package dev.pgzm.ports.dump;
