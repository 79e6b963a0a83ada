/** What a run was asked to do: the plan, the two databases it names, and the migration's id. */
package dev.pgzm.ports.plan;
