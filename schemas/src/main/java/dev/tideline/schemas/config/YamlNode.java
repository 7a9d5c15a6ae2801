package dev.tideline.schemas.config;

import java.util.List;
import java.util.Optional;

/** A YAML document as a tree that remembers where each part stands, by offsets into the file's text. */
sealed interface YamlNode {

    /** Where the node begins, behind its tag and anchor if it has any. */
    int offset();

    /** What the node is, in words for messages. */
    String kindInWords();

    /** A mapping; of a key that stands there twice, only the first entry. */
    record Mapping(int offset, List<Entry> entries) implements YamlNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().value().equals(key))
                    .findFirst();
        }

        @Override
        public String kindInWords() {
            return "a mapping";
        }
    }

    record Entry(Scalar key, YamlNode value) {}

    record Sequence(int offset, List<YamlNode> items) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kindInWords() {
            return "a list";
        }
    }

    /**
     * @param offset of the opening quote, of the {@code |} or of the first character
     * @param value the text that the YAML means
     * @param interpolated the value holds what a variable or a file gave: never to be shown
     */
    record Scalar(int offset, String value, Type type, Style style, boolean interpolated) implements YamlNode {

        @Override
        public String kindInWords() {
            return type.inWords;
        }

        /** Hides the value, which may be a password. */
        @Override
        public String toString() {
            return type + " at " + offset;
        }
    }

    /** What a scalar means under YAML 1.2's core schema. */
    enum Type {
        TEXT("text"),
        INTEGER("a number"),
        FLOAT("a number"),
        BOOLEAN("true or false"),
        NULL("empty");

        private final String inWords;

        Type(String inWords) {
            this.inWords = inWords;
        }
    }

    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }
}
