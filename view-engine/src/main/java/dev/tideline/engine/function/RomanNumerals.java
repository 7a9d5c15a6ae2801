package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;
import java.util.Locale;

/** Roman numerals, from 1 to 3999. */
final class RomanNumerals {

    private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] LETTERS = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};

    static final int LARGEST = 3999;
    static final int LONGEST = 15;

    private RomanNumerals() {}

    /** Number signs, if the number has no numeral. */
    static String of(int number) {
        if (number < 1 || number > LARGEST) {
            return "#".repeat(LONGEST);
        }
        var numeral = new StringBuilder();
        int rest = number;
        for (int i = 0; i < VALUES.length; i++) {
            while (rest >= VALUES[i]) {
                numeral.append(LETTERS[i]);
                rest -= VALUES[i];
            }
        }
        return numeral.toString();
    }

    static boolean isLetter(int c) {
        return c < 128 && "MDCLXVI".indexOf(Character.toUpperCase(c)) >= 0;
    }

    /**
     * @throws SqlError if it is no numeral in its usual form
     */
    static int parse(String text) {
        String numeral = text.toUpperCase(Locale.ROOT);
        int number = 0;
        int at = 0;
        for (int i = 0; i < VALUES.length; i++) {
            while (numeral.startsWith(LETTERS[i], at)) {
                number += VALUES[i];
                at += LETTERS[i].length();
            }
        }
        if (at != numeral.length() || !of(number).equals(numeral)) {
            throw new SqlError("22P02", "invalid Roman numeral");
        }
        return number;
    }
}
