package dev.tideline.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the pages written for people, and what can be checked in it. */
record MarkdownPage(Path path, String text) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)```(\\w+)\\n((?s).*?)^ *```$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("(?:deploy/bin/)?tideline ([a-z]+)(.*)");

    /** A command as the page writes it. */
    record Command(String name, List<String> options) {}

    /** All pages of the checkout. */
    static List<MarkdownPage> all() {
        try (var found = Stream.concat(
                Files.list(ROOT).filter(Files::isRegularFile),
                Stream.concat(Files.walk(ROOT.resolve("deploy/docs")), Files.walk(ROOT.resolve("deploy/examples"))))) {
            return found.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MarkdownPage readme() {
        return of(ROOT.resolve("README.md"));
    }

    private static MarkdownPage of(Path path) {
        try {
            return new MarkdownPage(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of a language, without the indentation of the list they stand in. */
    List<String> blocks(String language) {
        var blocks = new ArrayList<String>();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2).equals(language)) {
                blocks.add(matcher.group(3).replaceAll("(?m)^" + matcher.group(1), ""));
            }
        }
        return blocks;
    }

    /** Links to other files of the checkout. */
    List<Path> links() {
        var links = new ArrayList<Path>();
        var matcher = LINK.matcher(text);
        while (matcher.find()) {
            var target = matcher.group(1);
            if (!target.contains("://") && !target.startsWith("#")) {
                links.add(path.resolveSibling(target.replaceFirst("#.*", "")));
            }
        }
        return links;
    }

    /** Commands of ours, in shell blocks with the comments behind them, and between backticks. */
    List<Command> commands() {
        var code = new ArrayList<>(blocks("sh"));
        var spans =
                Pattern.compile("`(tideline [^`]+|deploy/bin/tideline [^`]+)`").matcher(text);
        while (spans.find()) {
            code.add(spans.group(1));
        }
        var commands = new ArrayList<Command>();
        for (var line : code) {
            var matcher = COMMAND.matcher(line);
            while (matcher.find()) {
                commands.add(new Command(
                        matcher.group(1),
                        Stream.of(matcher.group(2).split("[\\s=,]+"))
                                .filter(word -> word.matches("--?[a-z]+"))
                                .toList()));
            }
        }
        return commands;
    }
}
