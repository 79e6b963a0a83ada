package dev.pgzm.cli;

/** A person who can be asked, if one is there. */
interface Terminal {
    boolean isThere();

    /** Asks, and gives the line that was typed; empty where the input ended instead. */
    String ask(String question);
}
