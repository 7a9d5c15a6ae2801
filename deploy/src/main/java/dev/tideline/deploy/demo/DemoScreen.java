package dev.tideline.deploy.demo;

import dev.tideline.deploy.output.Amounts;
import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.Palette;
import dev.tideline.deploy.output.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows how the views change: on a terminal a table that is drawn over itself, elsewhere a line now and then. It writes to
 * standard error, since it is no result.
 */
final class DemoScreen {

    /** Without a terminal, a line this often. */
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private static final int SAMPLE_WIDTH_MAX = 48;
    private static final int TROUBLE_WIDTH_MAX = 100;

    private final Console console;
    private final String connect;
    private int drawn;
    private Duration lastLine = Duration.ZERO;

    DemoScreen(Console console, String connect) {
        this.console = console;
        this.connect = connect;
    }

    void show(Moment now) {
        if (console.terminal()) {
            draw(now);
        } else if (now.elapsed().minus(lastLine).compareTo(LINE_EVERY) >= 0) {
            lastLine = now.elapsed();
            console.err().println(line(now));
        }
    }

    /**
     * What there is to see at one moment.
     *
     * @param trouble why the views stand still, or null
     */
    record Moment(
            Duration elapsed,
            String lsn,
            long changesPerSecond,
            Duration median,
            Duration p99,
            String trouble,
            List<ViewSighting> views) {}

    private void draw(Moment now) {
        var lines = table(now, console.palette());
        var out = new StringBuilder();
        if (drawn > 0) {
            out.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> out.append("\r\u001b[2K").append(line).append('\n'));
        out.append("\u001b[J");
        console.err().print(out);
        console.err().flush();
        drawn = lines.size();
    }

    private List<String> table(Moment now, Palette palette) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(palette.bold(clock(now.elapsed())) + "  " + palette.accent(Amounts.count(now.changesPerSecond()))
                + " row changes/s · visible after " + palette.accent(Amounts.time(now.median())) + " (median), "
                + palette.accent(Amounts.time(now.p99())) + " (99 %) · all exact at "
                + palette.accent(String.valueOf(now.lsn())));
        lines.add("");
        var table = new TextTable("VIEW", "ROWS", "SEEN CHANGING", "FOR EXAMPLE");
        for (var view : now.views()) {
            table.row(view.name(), Amounts.count(view.rows()), Amounts.count(view.changes()), sample(view));
        }
        lines.addAll(table.lines(palette));
        lines.add(
                now.trouble() == null ? "" : palette.bad("Not fresh: " + shortened(now.trouble(), TROUBLE_WIDTH_MAX)));
        lines.add("Look yourself:  " + palette.bold(connect));
        lines.add(
                palette.dim(
                        "                SELECT * FROM daily_revenue; SELECT * FROM tideline.view_status;  (Ctrl-C ends the demo)"));
        return lines;
    }

    private static String line(Moment now) {
        var views = new StringBuilder();
        now.views().forEach(view -> views.append(views.isEmpty() ? "" : ", ")
                .append(view.name())
                .append(' ')
                .append(Amounts.count(view.rows())));
        return clock(now.elapsed()) + "  " + Amounts.count(now.changesPerSecond()) + " row changes/s, visible after "
                + Amounts.time(now.median()) + " (median), " + Amounts.time(now.p99()) + " (99 %), exact at "
                + now.lsn()
                + ", rows: " + views
                + (now.trouble() == null ? "" : "; not fresh: " + now.trouble());
    }

    private static String sample(ViewSighting view) {
        return shortened(view.sample() == null ? "" : view.sample(), SAMPLE_WIDTH_MAX);
    }

    private static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String clock(Duration elapsed) {
        return String.format("%02d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
