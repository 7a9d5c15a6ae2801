package dev.tideline.engine.function;

import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.Subject;
import dev.tideline.engine.value.PgArray;
import java.util.ArrayList;
import java.util.List;

/**
 * The matches of a regular expression in a text, one after the other. Functions that return sets of rows share it.
 *
 * @param places for each match start and end of the whole and, if wanted, of each group; -1 where a group took no part
 */
record RegexMatches(Subject subject, int groups, List<int[]> places) {

    /** {@code all} false: the first only; {@code withGroups}: places of groups are wanted. */
    static RegexMatches of(Regex regex, String text, int from, boolean all, boolean withGroups) {
        var subject = new Subject(text);
        var places = new ArrayList<int[]>();
        int at = from;
        while (at <= subject.length()) {
            var place = regex.search(subject, at, withGroups);
            if (place == null) {
                break;
            }
            places.add(place);
            if (!all) {
                break;
            }
            at = place[1] + (place[0] == place[1] ? 1 : 0);
        }
        return new RegexMatches(subject, withGroups ? regex.groupCount() : 0, places);
    }

    /** What regexp_match returns for a match: the groups' texts, or the whole one's if there are no groups. */
    PgArray texts(int match) {
        var place = places.get(match);
        if (groups == 0) {
            return PgArray.of(subject.substring(place[0], place[1]));
        }
        var texts = new Object[groups];
        for (int i = 0; i < groups; i++) {
            int start = place[2 * i + 2];
            texts[i] = start < 0 ? null : subject.substring(start, place[2 * i + 3]);
        }
        return PgArray.of(texts);
    }

    /** The texts between matches, without the empty matches at the ends and right behind another match. */
    List<String> split() {
        var parts = new ArrayList<String>();
        int start = 0;
        int lastEnd = 0;
        for (var place : places) {
            if (place[0] < subject.length() && place[1] > lastEnd) {
                parts.add(subject.substring(start, place[0]));
                start = place[1];
            }
            lastEnd = place[1];
        }
        parts.add(subject.substring(start, subject.length()));
        return parts;
    }
}
