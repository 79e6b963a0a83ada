package dev.pgzm.cli.settings;

import dev.pgzm.ports.plan.DatabaseUrl;
import java.util.regex.Pattern;

/**
 * A setting as it holds now.
 *
 * @param value without any password; in words, where it is the default
 * @param origin a variable, a file and its line, or {@code default}
 */
public record InForce(String key, String value, String origin) {
    private static final Pattern USER_INFO = Pattern.compile("://[^/@]*@");

    static InForce of(Setting setting, String value, String origin) {
        return new InForce(setting.key(), setting.isUrl() ? open(value) : value, origin);
    }

    private static String open(String url) {
        try {
            return DatabaseUrl.parse(url, name -> null).display();
        } catch (IllegalArgumentException malformed) {
            return USER_INFO.matcher(url).replaceAll("://********@");
        }
    }
}
