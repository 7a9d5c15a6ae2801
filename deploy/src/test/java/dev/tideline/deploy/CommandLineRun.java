package dev.tideline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a user sees of one command that has ended. */
public record CommandLineRun(int code, String out, String err, Duration took) {

    /** Runs a command in this process, as its main method does. Not for {@code run} and {@code demo}, which own their process. */
    public static CommandLineRun of(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var realOut = System.out;
        var realErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        long begin = System.nanoTime();
        try {
            int code = Tideline.execute(arguments);
            return new CommandLineRun(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8),
                    Duration.ofNanos(System.nanoTime() - begin));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    /** Standard output, which must be one JSON object and nothing else. */
    public JsonNode json() {
        var mapper = new ObjectMapper();
        try (var parser = mapper.createParser(out)) {
            JsonNode json = mapper.readTree(parser);
            assertThat(parser.nextToken()).as("anything behind the object").isNull();
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(out + err, e);
        }
    }

    /** No trace of our own inside: what a user sees speaks of what they did. */
    public CommandLineRun withoutStackTrace() {
        assertThat(out + err)
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("dev.tideline");
        return this;
    }

    /** One diagnostic in its JSON form, whatever else there is. */
    public JsonNode diagnostic(String code) {
        for (var diagnostic : json().get("diagnostics")) {
            if (diagnostic.get("code").asText().equals(code)) {
                return diagnostic;
            }
        }
        throw new AssertionError("no diagnostic " + code + " in " + out);
    }
}
