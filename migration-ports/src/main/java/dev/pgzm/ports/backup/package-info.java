/** Former live schemas that a rollback can promote again. The conversation has no member yet. */
package dev.pgzm.ports.backup;
