package dev.tideline.engine.sql;

import dev.tideline.engine.plan.PlanPrinter;
import dev.tideline.schemas.config.*;
import dev.tideline.schemas.config.TopologyFile.*;
import dev.tideline.schemas.diagnostics.*;
import java.nio.file.*;
import java.util.*;

class Scratch {
    record Text(String text) implements SqlText {
        public SourcePosition positionOf(int offset) {
            int line = 1, col = 1;
            for (int i = 0; i < Math.min(offset, text.length()); i++) {
                if (text.charAt(i) == '\n') {
                    line++;
                    col = 1;
                } else col++;
            }
            return new SourcePosition("q", line, col);
        }
    }

    static TopologyFile file(String searchPath, Map<String, String> views) {
        var list = new ArrayList<ViewDefinition>();
        views.forEach((n, q) -> list.add(new ViewDefinition(
                n, new SourcePosition("q", 0, 0), null, new Text(q), new Into("public", n), null, null, List.of())));
        return new TopologyFile("q", "t", new SourcePosition("q", 0, 0), "UTC", searchPath, 1, list);
    }

    public static void main(String[] args) throws Exception {
        boolean verbose = args.length > 2;
        for (var v : args[0].split(",")) {
            var t0 = System.nanoTime();
            try (var a = SqlAnalyzer.open(
                    new TidelineConfig.Database(
                            "jdbc:postgresql://127.0.0.1:554" + v + "/postgres", "postgres", Secret.EMPTY),
                    f -> true,
                    Set.of())) {
                for (var line : Files.readAllLines(Path.of(args[1]))) {
                    if (line.isBlank()) continue;
                    var parts = line.split("\\|", 2);
                    var map = new LinkedHashMap<String, String>();
                    map.put(parts[0], parts[1]);
                    System.out.println("== " + v + " " + parts[0] + ": " + parts[1]);
                    try {
                        var r = a.analyze(file("rt,public", map));
                        r.diagnostics()
                                .forEach(d -> System.out.println("   " + d.severity() + " " + d.code() + " "
                                        + (d.where() == null
                                                ? ""
                                                : d.where().line() + ":"
                                                        + d.where().column() + " '"
                                                        + at(parts[1], d.where().column()) + "'")
                                        + " " + d.message() + (d.hint() == null ? "" : " | " + d.hint())));
                        if (verbose)
                            r.views().forEach(w -> {
                                if (w.plan() != null)
                                    System.out.print(PlanPrinter.print(w.plan()) + w.fidelity() + "\n");
                            });
                    } catch (Throwable e) {
                        System.out.println("   !!! " + e);
                        e.printStackTrace(System.out);
                    }
                }
            }
            System.out.println("ms " + (System.nanoTime() - t0) / 1000000);
        }
    }

    static String at(String s, int col) {
        return col > s.length() ? "END" : s.substring(Math.max(0, col - 1), Math.min(s.length(), col + 11));
    }
}
