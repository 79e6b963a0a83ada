/** What becomes of former live schemas: found, recorded, verified, made live again, dropped. */
package dev.pgzm.domain.backup;
