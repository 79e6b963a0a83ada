/** {@code pgzm demo}: the main job on two servers of its own, under an application's load. */
package dev.pgzm.distribution.demo;
