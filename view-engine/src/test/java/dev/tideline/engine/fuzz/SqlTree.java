package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL as tokens in brackets within brackets: as much of its grammar as it takes to leave parts out that stand for themselves. Immutable.
 *
 * @param open what opens the group: a bracket, CASE, or nothing for the whole text; null for a token
 * @param close what closes it; of a token its text
 */
record SqlTree(String open, List<SqlTree> parts, String close) {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*([BE]?'(?:[^']|'')*+'|\"[^\"]*\"|[\\w.$]+|::|[()\\[\\],;]|[-+*/<>=~!@#%^&|?:]+)");
    private static final Set<String> CLAUSES = Set.of(
                    "SELECT, FROM, WHERE, GROUP, HAVING, WINDOW, ORDER, LIMIT, OFFSET, FETCH, UNION, EXCEPT, INTERSECT, VALUES, JOIN, LEFT",
                    "RIGHT, FULL, CROSS, LATERAL, ON, AND, OR, WHEN, THEN, ELSE, PARTITION, ROWS, RANGE, GROUPS, EXCLUDE, FILTER, WITHIN")
            .stream()
            .flatMap(line -> List.of(line.split(", ")).stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES");

    SqlTree {
        parts = List.copyOf(parts);
    }

    static SqlTree parse(String sql) {
        var open = new ArrayList<Building>();
        open.add(new Building("", new ArrayList<>()));
        var token = TOKEN.matcher(sql);
        while (token.find()) {
            var text = token.group(1);
            switch (text) {
                case "(", "[", "CASE" -> open.add(new Building(text, new ArrayList<>()));
                case ")", "]", "END" -> {
                    var done = open.remove(open.size() - 1);
                    open.get(open.size() - 1).parts.add(new SqlTree(done.open, done.parts, text));
                }
                default -> open.get(open.size() - 1).parts.add(token(text));
            }
        }
        return new SqlTree("", open.get(0).parts, "");
    }

    private record Building(String open, List<SqlTree> parts) {}

    static SqlTree token(String text) {
        return new SqlTree(null, List.of(), text);
    }

    boolean isToken() {
        return open == null;
    }

    boolean is(String token) {
        return isToken() && close.equalsIgnoreCase(token);
    }

    boolean isWord() {
        return isToken() && Character.isLetter(close.charAt(0));
    }

    /** Whether what is in the brackets is a query. */
    boolean isQuery() {
        return !isToken()
                && !parts.isEmpty()
                && (parts.get(0).isToken()
                        ? QUERIES.contains(parts.get(0).close.toUpperCase(Locale.ROOT))
                        : parts.get(0).isQuery());
    }

    boolean isSetOperator() {
        return is("UNION") || is("EXCEPT") || is("INTERSECT");
    }

    /** Whether a part of its own begins here or, with a comma, ends. */
    boolean isCut() {
        return isToken() && (close.equals(",") || close.equals(";") || CLAUSES.contains(close));
    }

    SqlTree withParts(List<SqlTree> other) {
        return new SqlTree(open, other, close);
    }

    /** The tree without some of its parts. */
    SqlTree without(int from, int to) {
        return replaced(from, to, List.of());
    }

    /** The tree with others instead of some of its parts. */
    SqlTree replaced(int from, int to, List<SqlTree> others) {
        var remaining = new ArrayList<>(parts.subList(0, from));
        remaining.addAll(others);
        remaining.addAll(parts.subList(to, parts.size()));
        return withParts(remaining);
    }

    String sql() {
        var text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        if (isToken()) {
            text.append(close);
            return;
        }
        text.append(open);
        SqlTree before = null;
        for (var part : parts) {
            boolean spaced = before != null
                    && !part.is(",")
                    && !part.is(";")
                    && !part.is("::")
                    && !before.is("::")
                    && !(before.isWord()
                            && !before.isCut()
                            && "([".contains(String.valueOf(part.open))
                            && isCall(before));
            text.append(spaced || before == null && open.equals("CASE") ? " " : "");
            part.write(text);
            before = part;
        }
        text.append(close.equals("END") ? " " : "").append(close);
    }

    /** Names of functions are written small, keywords large. */
    private static boolean isCall(SqlTree word) {
        return Character.isLowerCase(word.close.charAt(0));
    }
}
