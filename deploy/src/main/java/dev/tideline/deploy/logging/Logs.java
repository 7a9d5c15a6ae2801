package dev.tideline.deploy.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Turns logging on. Before, nothing is logged at all. */
public final class Logs {

    private static final String FILE_PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{36} - %msg%n";
    private static final String CONSOLE_PATTERN = "%d{HH:mm:ss} %-5level %msg%n%nopex";
    private static final String OURS = "dev.tideline";
    private static final String FILE_SIZE = "10MB";
    private static final int OLD_FILES = 4;

    private Logs() {}

    /** Everything worth keeping, ours and the libraries', into {@code file}, which is rolled over by size. */
    public static void toFile(Path file) {
        var context = context();
        var appender = new RollingFileAppender<ILoggingEvent>();
        var rolling = new FixedWindowRollingPolicy();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context, FILE_PATTERN));
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMaxIndex(OLD_FILES);
        rolling.start();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        start(context, appender);
    }

    /** What an operator wants to see: our own words, and the libraries' errors, without stack traces. */
    public static void toConsole() {
        var context = context();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("console");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, CONSOLE_PATTERN));
        appender.addFilter(new OursOrErrors());
        start(context, appender);
    }

    private static void start(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        var threshold = new ThresholdFilter();
        threshold.setLevel("INFO");
        threshold.start();
        appender.addFilter(threshold);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger(OURS).setLevel(Level.INFO);
        // Our own reports say all of this better, or it is noise on every start.
        context.getLogger("org.apache.kafka.clients.consumer.ConsumerConfig").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka.clients.producer.ProducerConfig").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka.streams.StreamsConfig").setLevel(Level.ERROR);
        context.getLogger("org.apache.kafka.common.utils.AppInfoParser").setLevel(Level.ERROR);
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static final class OursOrErrors extends Filter<ILoggingEvent> {

        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean shown =
                    event.getLoggerName().startsWith(OURS) || event.getLevel().isGreaterOrEqual(Level.ERROR);
            return shown ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }
}
