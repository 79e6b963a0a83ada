package dev.pgzm.cli;

import java.util.ArrayList;
import java.util.List;

/** A person who is there or not, and always answers the same. */
final class FakeTerminal implements Terminal {
    final List<String> questions = new ArrayList<>();

    boolean isThere;
    String answer = "";

    @Override
    public boolean isThere() {
        return isThere;
    }

    @Override
    public String ask(String question) {
        questions.add(question);
        return answer;
    }
}
