package dev.tideline.engine.function;

import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.util.function.Consumer;

/** What templates of numbers and of times have in common. */
final class TemplateText {

    private TemplateText() {}

    /** Hands over the characters of a text in double quotes and returns where the template goes on. */
    static int quoted(String template, int quote, Consumer<String> characters) {
        int at = quote + 1;
        while (at < template.length() && template.charAt(at) != '"') {
            at += template.charAt(at) == '\\' && at + 1 < template.length() ? 1 : 0;
            var character = Character.toString(template.codePointAt(at));
            characters.accept(character);
            at += character.length();
        }
        return Math.min(at + 1, template.length());
    }

    /** The ending that makes an ordinal of a number: 1st, 2nd, 3rd, 4th. */
    static String ordinal(String number, boolean lowerCase) {
        char last = number.isEmpty() ? 0 : number.charAt(number.length() - 1);
        if (!PgChars.isDigit(last)) {
            throw new SqlError("22P02", "\"" + number + "\" is not a number");
        }
        boolean teen = number.length() > 1 && number.charAt(number.length() - 2) == '1';
        String ending = teen ? "TH" : last == '1' ? "ST" : last == '2' ? "ND" : last == '3' ? "RD" : "TH";
        return lowerCase ? PgChars.toLower(ending) : ending;
    }
}
