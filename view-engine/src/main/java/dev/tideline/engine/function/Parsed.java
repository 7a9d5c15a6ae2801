package dev.tideline.engine.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a text argument means, kept for the texts that come again: mostly, all rows have the same one. */
final class Parsed<T> {

    private static final int KEPT = 32;

    private final Function<String, T> parser;
    private final String constant;
    private T ofConstant;
    private final Map<String, T> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    };

    /** {@code constant} is the text if it is known beforehand, else null. */
    Parsed(Function<String, T> parser, String constant) {
        this.parser = parser;
        this.constant = constant;
    }

    /** A text that cannot be parsed fails each time. */
    synchronized T of(String text) {
        if (text.equals(constant)) {
            if (ofConstant == null) {
                ofConstant = parser.apply(text);
            }
            return ofConstant;
        }
        var known = kept.get(text);
        if (known == null) {
            known = parser.apply(text);
            kept.put(text, known);
        }
        return known;
    }
}
