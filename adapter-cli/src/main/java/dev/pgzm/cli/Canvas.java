package dev.pgzm.cli;

import java.util.List;
import org.jline.utils.AttributedString;

/** The lowest lines of a terminal, which are drawn again and again while others scroll away above them. */
interface Canvas extends AutoCloseable {
    /** In characters; it changes when the person changes it. */
    int columns();

    int rows();

    /** Whether every character of a text can be shown. */
    boolean canShow(String text);

    /** Replaces what was drawn before. */
    void draw(List<AttributedString> lines);

    /** Writes a line for good, and nothing below it. */
    void write(String line);

    /** Leaves the terminal as it was. */
    @Override
    void close();
}
