package dev.tideline.engine.value;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names and abbreviations of time zones. Names are those of the IANA database, in any case. Abbreviations are PostgreSQL's set
 * "Default"; one whose meaning depends on the history of a zone is refused at run time, since that history's abbreviations are
 * not known here. So is, from version 18 on and under a session zone with a history, every abbreviation but those of UTC: the
 * session zone's own come first there.
 */
public final class TimeZoneNames {

    /** An abbreviation's offset in seconds east, and whether it means daylight saving time. */
    public record Abbreviation(int offset, boolean daylight) {}

    private static final String ABBREVIATIONS = "time-zone-abbreviations.txt";
    private static final String UNIVERSAL = " utc gmt uct ut z zulu ";
    private static final Map<String, ZoneId> ZONES = new HashMap<>();
    private static final Map<String, String> MEANINGS = readAbbreviations();

    static {
        for (String id : ZoneId.getAvailableZoneIds()) {
            if (!id.startsWith("SystemV/")) {
                ZONES.put(id.toLowerCase(Locale.ROOT), ZoneId.of(id));
            }
        }
        ZONES.put("est", ZoneId.of("America/Panama"));
        ZONES.put("mst", ZoneId.of("America/Phoenix"));
        ZONES.put("hst", ZoneId.of("Pacific/Honolulu"));
    }

    private TimeZoneNames() {}

    private static Map<String, String> readAbbreviations() {
        var meanings = new HashMap<String, String>();
        try (var in = new java.io.BufferedReader(new InputStreamReader(
                TimeZoneNames.class.getResourceAsStream(ABBREVIATIONS), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#")) {
                    int space = line.indexOf(' ');
                    meanings.put(line.substring(0, space).toLowerCase(Locale.ROOT), line.substring(space + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meanings;
    }

    /**
     * The zone of that name, in any case, or null if it is none.
     *
     * @throws SqlError if PostgreSQL might take the text as a rule of its own (POSIX), which we do not know
     */
    public static ZoneId find(String name) {
        var zone = ZONES.get(name.toLowerCase(Locale.ROOT));
        if (zone == null && looksLikeRule(name)) {
            throw SqlError.notSupported(
                    "time zone \"" + name + "\" is not supported: use the name of a zone, or an interval");
        }
        return zone;
    }

    private static boolean looksLikeRule(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (PgChars.isDigit(c) || c == '<') {
                return true;
            }
        }
        return false;
    }

    /**
     * The meaning of an abbreviation, or null if it is none.
     *
     * @throws SqlError if it is one whose meaning we cannot know
     */
    public static Abbreviation abbreviation(String word, SessionSettings session) {
        String lower = PgChars.toLower(word);
        String meaning = MEANINGS.get(lower.length() > 10 ? lower.substring(0, 10) : lower);
        if (meaning == null) {
            return null;
        }
        boolean universal = UNIVERSAL.contains(" " + lower + " ");
        boolean shadowed = session.since(18) && !session.timezone().getRules().isFixedOffset() && !universal;
        if (shadowed || PgChars.isAlpha(meaning.charAt(0))) {
            throw SqlError.notSupported(
                    "time zone abbreviation \"" + word + "\" is not supported: use the name of a zone, or an offset");
        }
        int space = meaning.indexOf(' ');
        return new Abbreviation(Integer.parseInt(space < 0 ? meaning : meaning.substring(0, space)), space > 0);
    }
}
