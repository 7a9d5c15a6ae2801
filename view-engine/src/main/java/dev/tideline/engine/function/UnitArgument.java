package dev.tideline.engine.function;

import dev.tideline.engine.value.DateTimeWords;
import dev.tideline.engine.value.DateTimeWords.Role;
import dev.tideline.engine.value.DateTimeWords.Word;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TextSemantics;

/** The unit that date_trunc, extract and date_part take as text, and what is said about a wrong one. */
final class UnitArgument {

    private final String type;
    private final boolean modern;
    private final String constantName;
    private final boolean dateWords;
    private final Word constant;

    /** {@code type} as messages show it; {@code dateWords}: words of dates are units, too ({@code dow}, {@code epoch}). */
    UnitArgument(CallSite site, String type, boolean dateWords) {
        this.type = type;
        this.dateWords = dateWords;
        this.modern = site.session().since(15);
        this.constantName = (String) site.constants().get(0);
        this.constant = constantName == null ? null : decode(constantName);
    }

    /** The word's unit or reserved meaning, or null for any other word. */
    Word of(String name) {
        return name.equals(constantName) ? constant : decode(name);
    }

    private Word decode(String name) {
        String lower = lower(name);
        var word = DateTimeWords.interval(lower);
        if (word == null && dateWords) {
            word = DateTimeWords.date(lower);
        }
        return word != null && (word.role() == Role.UNIT || word.role() == Role.RESERVED) ? word : null;
    }

    private static String lower(String name) {
        return TextSemantics.truncatedName(PgChars.toLower(name));
    }

    SqlError notSupported(String name) {
        if (modern) {
            return SqlError.notSupported("unit \"" + lower(name) + "\" not supported for type " + type);
        }
        if (type.startsWith("time ")) {
            return notRecognized(name);
        }
        boolean weeks = type.equals("interval") && lower(name).startsWith("w") && !dateWords;
        String reason = weeks ? " because months usually have fractional weeks" : "";
        return SqlError.notSupported(oldType() + " units \"" + lower(name) + "\" not supported" + reason);
    }

    SqlError notRecognized(String name) {
        return modern
                ? SqlError.invalidParameter("unit \"" + lower(name) + "\" not recognized for type " + type)
                : SqlError.invalidParameter(oldType() + " units \"" + lower(name) + "\" not recognized");
    }

    /** The type as messages of version 14 name it. */
    private String oldType() {
        return switch (type) {
            case "timestamp without time zone" -> "timestamp";
            case "time without time zone" -> "\"time\"";
            case "time with time zone" -> "\"time with time zone\"";
            default -> type;
        };
    }
}
