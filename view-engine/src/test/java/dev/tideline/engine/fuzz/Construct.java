package dev.tideline.engine.fuzz;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Something that SQL can say, and how to see that a query says it.
 *
 * @param said of the query's text
 */
record Construct(String name, Predicate<String> said) {

    private static Construct text(String name, String pattern) {
        return new Construct(name, Pattern.compile(pattern).asPredicate());
    }

    /** What the grammar is made to say beyond what {@link PlanShapes} tells of the plans. */
    static final List<Construct> ALL = List.of(
            text("EXISTS", "(?<!NOT )EXISTS \\("),
            text("NOT EXISTS", "NOT EXISTS \\("),
            text("IN (SELECT", "(?<!NOT|\\)) IN \\(\\(?(SELECT|WITH)"),
            text("ARRAY(SELECT", "ARRAY\\(SELECT"),
            text("NATURAL JOIN", " NATURAL "),
            text("JOIN USING", " USING \\("),
            text("JSON_TABLE", "JSON_TABLE\\("),
            text("JSON_VALUE", "JSON_VALUE\\("),
            text("IS JSON", "IS JSON"),
            text("NOT IN (SELECT", "[^)] NOT IN \\(\\(?(SELECT|WITH)"),
            text("(row) IN (SELECT", "\\) IN \\(\\(?SELECT"),
            text("(row) NOT IN (SELECT", "\\) NOT IN \\(\\(?SELECT"),
            text("= ANY (SELECT", "= ANY \\(\\(?SELECT"),
            text("other ANY (SELECT", "[<>]=? ANY \\(\\(?SELECT"),
            text("= ALL (SELECT", " = ALL \\(\\(?SELECT"),
            text("<> ALL (SELECT", "<> ALL \\(\\(?SELECT"),
            text("other ALL (SELECT", "([<>]|[<>]=) ALL \\(\\(?SELECT"),
            text("(row) comparison (SELECT", "\\) ([<>=]+) \\(SELECT"),
            text("scalar subquery", "(, |SELECT |[=<>] )\\(SELECT"),
            text("CASE", "CASE WHEN"),
            text("CASE of a subquery", "THEN \\(SELECT"),
            text("HAVING", " HAVING "),
            text("HAVING of a subquery", " HAVING .{0,80}\\((SELECT|WITH)"),
            text("LATERAL (SELECT", "LATERAL \\(+(SELECT|WITH)"),
            text("LATERAL (VALUES", "LATERAL \\(VALUES"),
            text("LATERAL (WITH RECURSIVE", "LATERAL \\(WITH RECURSIVE"),
            text("ROWS FROM", "ROWS FROM"),
            text("ROWS FROM of several", "ROWS FROM \\(\\w+\\([^)]*\\), "),
            text("WITH ORDINALITY", "WITH ORDINALITY"),
            text("set function in SELECT", "SELECT [^()]*(generate_series|unnest|jsonb_\\w+|string_to_table)\\("),
            text("VALUES", "\\(VALUES"),
            text("WITH", "WITH w"),
            text("WITH of several", "WITH w.*\\), w\\d+ AS"),
            text("MATERIALIZED", "AS MATERIALIZED"),
            text("WITH RECURSIVE", "WITH RECURSIVE"),
            text("recursion with UNION", "RECURSIVE .* UNION (?!ALL)"),
            text("recursion with UNION ALL", "RECURSIVE .* UNION ALL"),
            text("nested set operations", "\\) (UNION|EXCEPT|INTERSECT)[ A-Z]* \\(\\("),
            text("DISTINCT", "SELECT DISTINCT (?!ON)"),
            text("DISTINCT ON", "DISTINCT ON"),
            text("LIMIT", " LIMIT "),
            text("OFFSET", " OFFSET "),
            text("WITH TIES", "WITH TIES"),
            text("LIMIT of a column around", "(LIMIT|OFFSET) greatest"),
            text("GROUPING SETS", "GROUPING SETS \\("),
            text("ROLLUP", "ROLLUP \\("),
            text("CUBE", "CUBE \\("),
            text("grouping()", "grouping\\("),
            text("DISTINCT in an aggregate", "[a-z]\\(DISTINCT"),
            text("FILTER", "FILTER \\(WHERE"),
            text("ORDER BY in an aggregate", "agg\\([^()]* ORDER BY"),
            text("WITHIN GROUP", "WITHIN GROUP"),
            text("WINDOW", " WINDOW w AS"),
            text("window over groups", "OVER \\(.*GROUP BY"),
            text("ROWS frame", "ROWS (BETWEEN|UNBOUNDED|CURRENT|\\d)"),
            text("RANGE frame", "RANGE (BETWEEN|UNBOUNDED|CURRENT|\\d|interval)"),
            text("RANGE frame of an interval", "RANGE.*interval '[^']*' (PRECEDING|FOLLOWING)"),
            text("GROUPS frame", "GROUPS (BETWEEN|UNBOUNDED|CURRENT|\\d)"),
            text("EXCLUDE CURRENT ROW", "EXCLUDE CURRENT ROW"),
            text("EXCLUDE GROUP", "EXCLUDE GROUP"),
            text("EXCLUDE TIES", "EXCLUDE TIES"),
            text("now()", "now\\(\\)|current_|localtimestamp"),
            text("IS DISTINCT FROM", "IS DISTINCT FROM"),
            text("IS NOT DISTINCT FROM", "IS NOT DISTINCT FROM"),
            text("LIKE", "LIKE"),
            text("regular expression", " !?~\\*? '|SIMILAR TO"),
            text("a view of the file", "\\bv\\d+\\b"),
            text("a view of the source", "\\bs\\d+\\b"),
            text("a generated column", "\\bmade0\\b"));
}
