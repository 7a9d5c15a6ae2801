package dev.tideline.bench;

import java.util.List;

/** What stands behind a command: {@code --name value} pairs. */
public final class Options {

    private final List<String> words;

    public Options(String... words) {
        this.words = List.of(words);
    }

    public String value(String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : words.get(at + 1);
    }

    /** What stands between the commas; nothing if the option is not given. */
    public List<String> list(String name) {
        var text = value(name, "");
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
