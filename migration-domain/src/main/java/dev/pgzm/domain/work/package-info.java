/** The graph of copies, indexes and keys, its order, and its workers. */
package dev.pgzm.domain.work;
