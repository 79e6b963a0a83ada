package dev.pgzm.distribution;

import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Prints the names of the classes in jars, as a JVM wants to have them for its archive of classes. */
public final class WriteClassNames {
    private static final String CLASS = ".class";

    private WriteClassNames() {}

    /**
     * Prints one a line.
     *
     * @param jars their paths
     * @throws IOException if one of them cannot be read
     */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            try (JarFile opened = new JarFile(jar)) {
                opened.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(CLASS) && !name.contains("-"))
                        .map(name -> name.substring(0, name.length() - CLASS.length()))
                        .forEach(System.out::println);
            }
        }
    }
}
