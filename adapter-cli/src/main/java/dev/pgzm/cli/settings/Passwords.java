package dev.pgzm.cli.settings;

import java.util.regex.Pattern;

/** Takes passwords out of what is quoted. */
public final class Passwords {
    private static final String MASK = "********";
    // what comes before is kept as a group: to look behind from every letter of a long statement would take its time
    private static final Pattern IN_URL = Pattern.compile("(://[^:]*:).*(?=@)", Pattern.DOTALL);
    private static final Pattern IN_PARAMETER = Pattern.compile("(password=)[^&#]*");
    private static final Pattern IN_TEXT = Pattern.compile("(://[^:\\s]*:)\\S*(?=@)|(password=)[^&'\\s]*");

    private Passwords() {}

    /** A value or an argument, which is a URL as a whole if it is one: then its password may hold anything. */
    public static String hidden(String value) {
        return IN_PARAMETER
                .matcher(IN_URL.matcher(value).replaceAll("$1" + MASK))
                .replaceAll("$1" + MASK);
    }

    /**
     * A text that may quote URLs somewhere.
     *
     * @param quoted what it may quote as a whole
     */
    public static String hiddenIn(String text, String... quoted) {
        String open = text;
        for (String each : quoted) {
            open = open.replace(each, hidden(each));
        }
        return IN_TEXT.matcher(open).replaceAll("$1$2" + MASK);
    }
}
