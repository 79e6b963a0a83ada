/** Every byte of SQL, pg_dump and COPY: implements the ports on PostgreSQL servers. */
@Value.Style(
        jdkOnly = true,
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        builderVisibility = Value.Style.BuilderVisibility.PACKAGE,
        allowedClasspathAnnotations = {javax.annotation.processing.Generated.class})
package dev.pgzm.postgres;

import org.immutables.value.Value;
