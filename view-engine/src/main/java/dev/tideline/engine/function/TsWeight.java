package dev.tideline.engine.function;

import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;

/** The weights of positions in a tsvector by their letters, A to D in either case. */
final class TsWeight {

    private static final String LETTERS = "DCBA";

    /** The version from which on all functions put the same into words. */
    private static final int ONE_MESSAGE = 18;

    private static final int INVISIBLE = 0x80;

    private TsWeight() {}

    static String letter(int weight) {
        return LETTERS.substring(weight, weight + 1);
    }

    /** Of the weight that all words are given. */
    static int of(int letter, SessionSettings session) {
        int weight = number(letter);
        if (weight < 0) {
            throw session.since(ONE_MESSAGE) ? unrecognized(letter) : internal(String.valueOf((byte) letter));
        }
        return weight;
    }

    /** Of the weight that some words are given. */
    static int among(int letter, SessionSettings session) {
        int weight = number(letter);
        if (weight < 0) {
            throw session.since(ONE_MESSAGE) ? unrecognized(letter) : internal(letter == 0 ? "" : raw(letter));
        }
        return weight;
    }

    /** Of a weight that is looked for. */
    static int ofFilter(int letter, SessionSettings session) {
        int weight = number(letter);
        if (weight < 0) {
            // In older versions a zero ends the message.
            throw session.since(ONE_MESSAGE)
                    ? unrecognized(letter)
                    : SqlError.invalidParameter("unrecognized weight: \"" + (letter == 0 ? "" : raw(letter) + "\""));
        }
        return weight;
    }

    private static int number(int letter) {
        return PgChars.isAlpha(letter) ? LETTERS.indexOf(letter & ~0x20) : -1;
    }

    private static SqlError internal(String what) {
        return new SqlError("XX000", "unrecognized weight: " + what);
    }

    private static SqlError unrecognized(int letter) {
        boolean visible = letter >= ' ' && letter < INVISIBLE - 1;
        return SqlError.invalidParameter(
                "unrecognized weight: \"" + (visible ? raw(letter) : "\\%03o".formatted(letter)) + "\"");
    }

    /** The byte itself, which alone is no character beyond ASCII. */
    private static String raw(int letter) {
        return letter < INVISIBLE ? String.valueOf((char) letter) : "\uFFFD";
    }
}
