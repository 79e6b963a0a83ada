/**
 * The sockets and the words of pg-zero-migration: what drives a migration, and what a migration drives.
 *
 * <p>One sub-package a conversation. This module is the bottom of the house: it knows nobody.
 */
@Value.Style(
        jdkOnly = true,
        deepImmutablesDetection = true,
        visibility = Value.Style.ImplementationVisibility.PUBLIC,
        allowedClasspathAnnotations = {javax.annotation.processing.Generated.class})
package dev.pgzm.ports;

import org.immutables.value.Value;
