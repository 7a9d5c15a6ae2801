package dev.tideline.engine.regex;

import java.util.Locale;

/** The classes of characters that patterns can name; {@link #WORD} is {@code \w}. */
public enum CharacterClass {
    ALNUM,
    ALPHA,
    ASCII,
    BLANK,
    CNTRL,
    DIGIT,
    GRAPH,
    LOWER,
    PRINT,
    PUNCT,
    SPACE,
    UPPER,
    XDIGIT,
    WORD;

    /** The class of a name within {@code [: :]}, or null. */
    public static CharacterClass byName(String name) {
        for (var candidate : values()) {
            if (candidate.nameInPattern().equals(name)) {
                return candidate;
            }
        }
        return null;
    }

    /** The name within {@code [: :]}. */
    public String nameInPattern() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the class means the same everywhere. */
    boolean isFixed() {
        return fixed() != null;
    }

    /** The characters of a class that means the same everywhere, else null. */
    CharSet fixed() {
        return switch (this) {
            case ASCII -> CharSet.range(0, 0x7f);
            case BLANK -> CharSet.of('\t').or(CharSet.of(' '));
            case CNTRL -> CharSet.range(0, 0x1f).or(CharSet.range(0x7f, 0x9f));
            case XDIGIT -> CharSet.range('0', '9').or(CharSet.range('a', 'f')).or(CharSet.range('A', 'F'));
            default -> null;
        };
    }
}
