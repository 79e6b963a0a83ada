/** What is checked before anything is touched: one class a concern. */
package dev.pgzm.domain.preflight;
