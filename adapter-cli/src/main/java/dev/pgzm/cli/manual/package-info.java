/** What there is to read about the commands, in all its forms, from picocli's model of them. */
package dev.pgzm.cli.manual;
