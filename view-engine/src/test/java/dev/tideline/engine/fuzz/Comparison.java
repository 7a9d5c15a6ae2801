package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.Shown;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.fuzz.FuzzReport.Failure;
import dev.tideline.engine.fuzz.QueryGenerator.Query;
import dev.tideline.engine.plan.NaiveEvaluator;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.engine.sql.Fidelity;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what the views of a circuit show with what PostgreSQL answers; {@link OracleFuzz} has the rule about errors. */
final class Comparison {

    /** How the message begins if we fail and PostgreSQL gives no reason to. */
    static final String UNEXPLAINED = "we fail where neither PostgreSQL nor a part of the query does";

    private static final String DIVISION_BY_ZERO = "22012";

    private final FuzzServer server;
    private final FuzzReport report;
    private final Topology topology;
    private final List<AnalyzedView> views;
    private final Map<String, Query> queries;
    private final List<Set<List<String>>> answers = new ArrayList<>();

    Comparison(
            FuzzServer server,
            FuzzReport report,
            Topology topology,
            List<AnalyzedView> views,
            Map<String, Query> queries) {
        this.server = server;
        this.report = report;
        this.topology = topology;
        this.views = views;
        this.queries = queries;
        views.forEach(view -> answers.add(new HashSet<>()));
    }

    void compare(int epoch, LiveCircuit circuit, SourceRows source) throws SQLException {
        Map<String, ViewFailure> failed = new HashMap<>();
        circuit.failures()
                .forEach(failure -> failed.put(views.get(failure.view()).plan().view(), failure));
        for (int view = 0; view < views.size(); view++) {
            var name = views.get(view).plan().view();
            report.state();
            try {
                var failure = failed.get(name);
                if (failure == null) {
                    compare(view, circuit.shown());
                } else {
                    checkFailure(view, failure, failed.keySet(), source);
                }
            } catch (AssertionError e) {
                throw new AssertionError(
                        e.getMessage() + "\nview " + name + " after transaction " + epoch + "\n"
                                + queries.get(name).sql(),
                        e);
            }
        }
    }

    /** The queries whose answer was always the same, or always empty. */
    List<String> unmoved() {
        var unmoved = new ArrayList<String>();
        for (int view = 0; view < views.size(); view++) {
            if (answers.get(view).size() < 2) {
                unmoved.add(queries.get(views.get(view).plan().view()).sql());
            }
        }
        return unmoved;
    }

    /** To be called at the end, to count what was seen. */
    void end() {
        for (int view = 0; view < views.size(); view++) {
            var analyzed = views.get(view);
            report.answers(answers.get(view), queries.get(analyzed.plan().view()), analyzed);
        }
    }

    private void compare(int view, Shown shown) throws SQLException {
        var analyzed = views.get(view);
        var name = analyzed.plan().view();
        Answer theirs;
        try {
            theirs = answer(FuzzServer.answering(name), analyzed);
        } catch (SQLException e) {
            report.failure(Failure.THEIRS);
            if (!e.getSQLState().equals(DIVISION_BY_ZERO)
                    || server.failure("SELECT * FROM lenient_" + name).isPresent()) {
                return;
            }
            theirs = answer("SELECT * FROM lenient_" + name, analyzed);
        }
        var differences = differences(shown, view, theirs);
        if (!differences.isEmpty()) {
            throw new AssertionError(differences);
        }
        boolean proves = analyzed.fidelity().stream().anyMatch(fidelity -> fidelity != Fidelity.TIED)
                && !analyzed.fidelity().contains(Fidelity.TIED_ROWS);
        if (!theirs.rows().isEmpty() && proves) {
            answers.get(view)
                    .add(theirs.rows().stream().map(Arrays::toString).sorted().toList());
        }
    }

    /** Which circuits show something else than PostgreSQL, where neither fails. */
    <T> List<T> differing(Map<T, LiveCircuit> circuits) throws SQLException {
        var differing = new LinkedHashSet<T>();
        for (int view = 0; view < views.size(); view++) {
            Answer theirs;
            try {
                theirs = answer(FuzzServer.answering(views.get(view).plan().view()), views.get(view));
            } catch (SQLException e) {
                continue;
            }
            for (var entry : circuits.entrySet()) {
                int number = view;
                boolean fails = entry.getValue().failures().stream().anyMatch(failure -> failure.view() == number);
                if (!fails
                        && !differences(entry.getValue().shown(), view, theirs).isEmpty()) {
                    differing.add(entry.getKey());
                }
            }
        }
        return List.copyOf(differing);
    }

    /** What a circuit of the views shows that is not an answer; empty if nothing. */
    String differences(Shown shown, int view, Answer theirs) {
        return shown(shown, view, views.get(view)).differences(theirs);
    }

    private void checkFailure(int view, ViewFailure failure, Set<String> failed, SourceRows source) {
        var analyzed = views.get(view);
        var name = analyzed.plan().view();
        var theirs = server.failure("SELECT * FROM " + name);
        if (theirs.isPresent()) {
            report.failure(Failure.BOTH);
            return;
        }
        boolean justified = analyzed.dependencies().stream().anyMatch(failed::contains)
                || Stream.concat(queries.get(name).parts().stream(), server.virtualColumns().stream())
                        .anyMatch(part -> server.failure(part).stream().anyMatch(failure.sqlState()::equals));
        if (!justified && eager(view, source).filter(failure.sqlState()::equals).isPresent()) {
            report.failure(Failure.EAGER);
            return;
        }
        if (!justified && leavesRowsOpen(analyzed)) {
            report.failure(Failure.OPEN);
            return;
        }
        if (!justified) {
            throw new AssertionError(UNEXPLAINED + ": " + failure);
        }
        report.failure(Failure.PART);
    }

    /** Whether PostgreSQL may have chosen other rows than we, in the view or in one that it reads. */
    private boolean leavesRowsOpen(AnalyzedView view) {
        return view.fidelity().contains(Fidelity.TIED)
                || view.fidelity().contains(Fidelity.TIED_ROWS)
                || views.stream()
                        .filter(other ->
                                view.dependencies().contains(other.plan().view()))
                        .anyMatch(this::leavesRowsOpen);
    }

    /** The SQLSTATE with which the query fails if every step of it is taken for all of its rows, as it is written. */
    private Optional<String> eager(int view, SourceRows source) {
        try {
            new NaiveEvaluator(topology.compiler, topology.types, topology.tables, source.rows())
                    .at(ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), server.time()))
                    .evaluate(views.get(view).plan());
            return Optional.empty();
        } catch (SqlError e) {
            return Optional.of(e.sqlState());
        } catch (RuntimeException e) {
            // It does not know all functions.
            return Optional.empty();
        }
    }

    private Answer shown(Shown shown, int view, AnalyzedView analyzed) {
        var types = semantics(analyzed);
        var rows = new ArrayList<String[]>();
        shown.bag(view).forEach((row, weight) -> {
            for (long i = 0; i < weight; i++) {
                var texts = new String[row.size()];
                for (int c = 0; c < texts.length; c++) {
                    texts[c] = row.get(c) == null
                            ? null
                            : text(row.get(c), types.get(c), analyzed.fidelity().get(c));
                }
                rows.add(texts);
            }
        });
        return new Answer(rows, analyzed.fidelity());
    }

    private Answer answer(String sql, AnalyzedView analyzed) throws SQLException {
        var types = semantics(analyzed);
        var rows = new ArrayList<String[]>();
        try (var statement = server.connection().createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                var texts = new String[types.size()];
                for (int c = 0; c < texts.length; c++) {
                    texts[c] = result.getString(c + 1);
                    var fidelity = analyzed.fidelity().get(c);
                    if (texts[c] != null && (fidelity == Fidelity.EQUAL || fidelity == Fidelity.ANY_ORDER)) {
                        texts[c] = text(types.get(c).fromText(texts[c], server.session()), types.get(c), fidelity);
                    }
                }
                rows.add(texts);
            }
        }
        return new Answer(rows, analyzed.fidelity());
    }

    private List<TypeSemantics> semantics(AnalyzedView view) {
        return view.plan().output().stream()
                .map(column -> topology.types.semantics(column.column().type()))
                .toList();
    }

    private String text(Object value, TypeSemantics type, Fidelity fidelity) {
        var text = type.toText(fidelity == Fidelity.EQUAL ? type.representative(value) : value, server.session());
        if (fidelity != Fidelity.ANY_ORDER) {
            return text;
        }
        // Some parts of a json have a line feed and a blank before them, but not if they are the first.
        long blanks = text.chars().filter(c -> c == ' ').count()
                - text.chars().filter(c -> c == '\n').count();
        var others =
                text.codePoints().filter(c -> c != ' ' && c != '\n').sorted().toArray();
        return new String(others, 0, others.length) + " and blanks: " + blanks;
    }
}
