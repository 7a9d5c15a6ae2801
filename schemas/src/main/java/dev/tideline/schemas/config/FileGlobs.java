package dev.tideline.schemas.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds files by paths and globs as shells do: {@code *}, {@code ?}, <code>{a,b}</code> and {@code [a-z]} within one name,
 * {@code **} for any number of folders. A glob passes over names that begin with a dot unless it begins with one itself.
 */
final class FileGlobs {

    private static final Pattern SPECIAL = Pattern.compile("[*?{\\[]");

    private FileGlobs() {}

    static boolean isGlob(String pattern) {
        return SPECIAL.matcher(pattern).find();
    }

    /**
     * The files that match, in the order of their names. Their paths begin with {@code directory} (which may be empty),
     * unless the pattern is an absolute one.
     *
     * @throws java.util.regex.PatternSyntaxException if the glob is malformed
     * @throws UncheckedIOException if a folder cannot be read
     */
    static List<Path> find(Path directory, String pattern) {
        boolean absolute = pattern.startsWith("/");
        List<String> segments = new ArrayList<>(List.of(pattern.split("/+")));
        segments.removeIf(segment -> segment.isEmpty() || segment.equals("."));
        var found = new ArrayList<Path>();
        expand(absolute ? Path.of("/") : directory, segments, found);
        return found.stream().distinct().toList();
    }

    /** The part of a pattern in front of its first name with a wildcard, as a folder. */
    static Path fixedFolder(Path directory, String pattern) {
        Path folder = pattern.startsWith("/") ? Path.of("/") : directory;
        for (String segment : pattern.split("/+")) {
            if (isGlob(segment)) {
                break;
            }
            folder = folder.resolve(segment);
        }
        return folder;
    }

    private static void expand(Path at, List<String> segments, List<Path> found) {
        if (segments.isEmpty()) {
            if (Files.isRegularFile(at)) {
                found.add(at);
            }
            return;
        }
        String segment = segments.get(0);
        List<String> rest = segments.subList(1, segments.size());
        if (segment.equals("**")) {
            expand(at, rest, found);
            for (Path child : children(at)) {
                // Links are not followed here: they may lead round in circles.
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && !isHidden(child)) {
                    expand(child, segments, found);
                }
            }
        } else if (isGlob(segment)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + segment);
            for (Path child : children(at)) {
                if (matcher.matches(child.getFileName()) && (!isHidden(child) || segment.startsWith("."))) {
                    expand(child, rest, found);
                }
            }
        } else {
            expand(at.resolve(segment), rest, found);
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /** What a folder holds, by name; nothing if it is none. */
    static List<Path> children(Path folder) {
        // The empty path is the working directory, but the file system only lists it under another name.
        Path listed = folder.toString().isEmpty() ? Path.of(".") : folder;
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        try (var list = Files.list(listed)) {
            return list.map(child -> folder.resolve(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
