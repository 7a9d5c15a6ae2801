package dev.tideline.deploy.demo;

import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.run.Part;
import dev.tideline.deploy.run.Pipeline;
import dev.tideline.deploy.run.ShutdownSignal;
import dev.tideline.deploy.verify.Verification;
import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.ConfigLoader;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** Runs the shop from an empty directory (or goes on with one that an earlier demo left). */
public final class Demo {

    private static final Duration LIVE_WITHIN = Duration.ofMinutes(3);
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration VERIFY_WITHIN = Duration.ofSeconds(60);
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final Path directory;
    private final int transactionsPerSecond;
    private final Duration duration;
    private final Console console;
    private final ShutdownSignal signal;

    /** @param duration after which everything is verified and ended; null to go on until the user ends it */
    public Demo(Path directory, int transactionsPerSecond, Duration duration, Console console, ShutdownSignal signal) {
        this.directory = directory;
        this.transactionsPerSecond = transactionsPerSecond;
        this.duration = duration;
        this.console = console;
        this.signal = signal;
    }

    /** Until the time is over or the user ends it. */
    public Report run() throws SQLException, InterruptedException {
        try (var postgres = signal.interruptible(() -> EmbeddedPostgres.in(directory.resolve("postgres"))
                .stopOnExit(false)
                .progress(console::progress)
                .start())) {
            var shop = signal.interruptible(() -> shop(postgres));
            var file = ShopFiles.write(directory, shop, 0);
            var config = ConfigLoader.load(file).orThrow();
            var topologies = TopologyLoader.load(config.topologyFiles()).orThrow();
            console.say(console.palette().good("✓") + " PostgreSQL "
                    + postgres.version().major() + " with a small shop, on port " + postgres.port());
            try (var pipeline = signal.interruptible(
                    () -> Pipeline.start(config, topologies, EnumSet.allOf(Part.class), console::progress))) {
                console.say(console.palette().good("✓")
                        + " Tideline with an embedded Kafka broker; health and metrics at http://" + config.httpHost()
                        + ":" + pipeline.httpPort() + "/");
                return watch(shop, config, topologies, pipeline);
            }
        }
    }

    private PostgresDatabase shop(EmbeddedPostgres postgres) throws SQLException {
        if (postgres.hasDatabase(ShopFiles.TOPOLOGY)) {
            return postgres.database(ShopFiles.TOPOLOGY);
        }
        console.progress("filling the shop");
        var shop = postgres.createDatabase(ShopFiles.TOPOLOGY);
        shop.execute(ShopFiles.resource("schema.sql"));
        return shop;
    }

    private Report watch(PostgresDatabase shop, TidelineConfig config, List<TopologyFile> topologies, Pipeline pipeline)
            throws SQLException, InterruptedException {
        var freshness = new Freshness();
        try (var frontier = new FrontierWatch(shop, freshness);
                var load = new ShopLoad(shop, transactionsPerSecond, frontier::committed);
                var views = new ViewWatch(shop, topologies.get(0))) {
            load.start();
            frontier.start();
            awaitLive(views, pipeline);
            awaitCaughtUp(frontier, pipeline);
            if (signal.isRequested()) {
                return new DemoReport(null, List.of(), null, null, 0);
            }
            console.say(console.palette().good("✓")
                    + " All views are live; in another terminal, try: "
                    + Console.command() + " verify --config "
                    + directory.resolve(ShopFiles.CONFIG));
            console.say("");
            var screen = new DemoScreen(console, connectCommand(shop));
            if (!console.terminal()) {
                console.say("Look yourself: " + connectCommand(shop));
            }
            var last = show(screen, views, load, pipeline, freshness);
            if (load.failure() != null) {
                throw load.failure();
            }
            var verified = duration == null || signal.isRequested()
                    ? null
                    : new Verification(config, pipeline.kafka(), console::progress)
                            .run(topologies, List.of(), VERIFY_WITHIN);
            return new DemoReport(
                    verified, last, freshness.percentile(MEDIAN), freshness.percentile(P99), freshness.count());
        }
    }

    private void awaitLive(ViewWatch views, Pipeline pipeline) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LIVE_WITHIN.toNanos();
        var shown = "";
        while (!views.allLive()) {
            var states = views.states();
            var step = states.isEmpty()
                    ? "analysing the views"
                    : "filling the views: "
                            + states.stream().filter("live"::equals).count() + " of " + states.size() + " are live";
            if (!step.equals(shown)) {
                shown = step;
                console.progress(step);
            }
            var obstacles = pipeline.obstacles();
            if (!obstacles.isEmpty()) {
                throw new DiagnosticException(obstacles, null);
            }
            if (System.nanoTime() > deadline) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.TIMED_OUT,
                        "The views are not live after " + LIVE_WITHIN.toMinutes() + " minutes: " + pipeline.checks(),
                        "The log says more: " + logFile(),
                        null));
            }
            if (signal.await(Duration.ofMillis(100))) {
                return;
            }
        }
    }

    /** What the shop has written meanwhile; on a slow machine the demo begins without. */
    private void awaitCaughtUp(FrontierWatch frontier, Pipeline pipeline) throws InterruptedException {
        console.progress("catching up with what the shop has written meanwhile");
        long deadline = System.nanoTime() + CAUGHT_UP_WITHIN.toNanos();
        while (!frontier.isCaughtUp() && System.nanoTime() < deadline && !signal.isRequested()) {
            var obstacles = pipeline.obstacles();
            if (!obstacles.isEmpty()) {
                throw new DiagnosticException(obstacles, null);
            }
            signal.await(Duration.ofMillis(50));
        }
        frontier.measure();
    }

    private List<ViewSighting> show(
            DemoScreen screen, ViewWatch views, ShopLoad load, Pipeline pipeline, Freshness freshness)
            throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        long rowsBefore = load.rows();
        long lookedBefore = begin;
        long changesPerSecond = 0;
        while (true) {
            var sightings = views.look();
            long now = System.nanoTime();
            long rows = load.rows();
            if (now - lookedBefore > Duration.ofSeconds(1).toNanos()) {
                changesPerSecond = (rows - rowsBefore) * 1_000_000_000L / (now - lookedBefore);
                rowsBefore = rows;
                lookedBefore = now;
            }
            var elapsed = Duration.ofNanos(now - begin);
            screen.show(new DemoScreen.Moment(
                    elapsed,
                    views.lsn(),
                    changesPerSecond,
                    freshness.percentile(MEDIAN),
                    freshness.percentile(P99),
                    trouble(pipeline),
                    sightings));
            boolean over = duration != null && elapsed.compareTo(duration) >= 0 || load.failure() != null;
            if (over || signal.await(LOOK_EVERY)) {
                return sightings;
            }
        }
    }

    /** What keeps the views from being fresh, or null. */
    private static String trouble(Pipeline pipeline) {
        var reasons = pipeline.checks().stream()
                .filter(check -> !check.ready())
                .flatMap(check -> check.reasons().stream().map(reason -> check.name() + ": " + reason))
                .toList();
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    /** Where the parts log. */
    public Path logFile() {
        return directory.resolve("tideline-data").resolve("log").resolve("tideline.log");
    }

    private static String connectCommand(PostgresDatabase shop) {
        var address = shop.url().substring("jdbc:postgresql://".length());
        return "psql postgresql://" + shop.user() + ":" + shop.password() + "@" + address;
    }
}
