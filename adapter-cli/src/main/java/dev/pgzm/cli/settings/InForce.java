package dev.pgzm.cli.settings;

/**
 * A setting as it holds now.
 *
 * @param value without any password; in words, where it is the default
 * @param origin an option, a variable, a file and its line, or {@code default}
 */
public record InForce(String key, String value, String origin) {
    static InForce of(Setting setting, String value, String origin) {
        return new InForce(setting.key(), Passwords.hidden(value), origin);
    }
}
