package dev.tideline.engine.sql;

import dev.tideline.engine.sql.server.AnalysisSettings;
import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.server.SourceSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which views of a file read which others. A view that reads its own name means a table of the source. */
final class Dependencies {

    private final Map<String, ViewSource> views;
    private final Map<String, Set<String>> reads = new LinkedHashMap<>();

    private Dependencies(Map<String, ViewSource> views) {
        this.views = views;
    }

    /** Asks PostgreSQL, for each name of a view that occurs in a query, whether it is read there as a relation. */
    static Dependencies find(Map<String, ViewSource> views, SourceSession session, AnalysisSettings settings) {
        var dependencies = new Dependencies(views);
        for (var view : views.values()) {
            var mentioned = new LinkedHashSet<String>();
            for (var token : view.text().tokens()) {
                if (token.isName()
                        && views.containsKey(token.value())
                        && !token.value().equals(view.name())) {
                    mentioned.add(token.value());
                }
            }
            mentioned.removeIf(name -> !reads(view, name, session, settings));
            dependencies.reads.put(view.name(), mentioned);
        }
        return dependencies;
    }

    /** Names of the views that a view reads itself. */
    List<String> of(String view) {
        return List.copyOf(reads.get(view));
    }

    /** All views that a view reads, directly or not, each after those it reads itself. The view must not be on a cycle. */
    List<ViewSource> transitive(String view) {
        var ordered = new LinkedHashSet<String>();
        reads.get(view).forEach(dependency -> collect(dependency, ordered));
        return ordered.stream().map(views::get).toList();
    }

    private void collect(String view, Set<String> ordered) {
        if (!ordered.contains(view)) {
            reads.get(view).forEach(dependency -> collect(dependency, ordered));
            ordered.add(view);
        }
    }

    /** The views on a way from this one back to itself, or an empty list. */
    List<String> cycle(String view) {
        return way(view, view, new LinkedHashSet<>());
    }

    private List<String> way(String from, String target, Set<String> visited) {
        for (var next : reads.get(from)) {
            if (next.equals(target)) {
                return List.of(from, target);
            }
            if (visited.add(next)) {
                var rest = way(next, target, visited);
                if (!rest.isEmpty()) {
                    var way = new ArrayList<String>();
                    way.add(from);
                    way.addAll(rest);
                    return way;
                }
            }
        }
        return List.of();
    }

    private static boolean reads(ViewSource view, String name, SourceSession session, AnalysisSettings settings) {
        var probe = view.probing(name);
        try {
            session.capture(probe.sql(), settings);
            return false;
        } catch (RejectedException e) {
            return e.sqlState().equals(ServerErrors.INVALID_RECURSION)
                    && e.position() > 0
                    && probe.isBeforeBody(e.position());
        }
    }
}
