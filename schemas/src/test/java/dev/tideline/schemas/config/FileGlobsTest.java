package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGlobsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void createFiles() throws IOException {
        for (String file : List.of(
                "b.yaml",
                "a.yaml",
                "c.yml",
                ".hidden.yaml",
                "views/x.yaml",
                "views/deep/y.yaml",
                "views/.git/z.yaml",
                "other/x.sql")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "");
        }
        Files.createDirectory(folder.resolve("folder.yaml"));
        Files.createSymbolicLink(folder.resolve("views/deep/loop"), folder);
    }

    private List<String> find(String pattern) {
        return FileGlobs.find(folder, pattern).stream()
                .map(path -> folder.relativize(path).toString())
                .toList();
    }

    @Test
    void wildcardsMatchWithinOneNameAndInOrder() {
        assertThat(find("*.yaml")).containsExactly("a.yaml", "b.yaml");
        assertThat(find("?.y*ml")).containsExactly("a.yaml", "b.yaml", "c.yml");
        assertThat(find("{c,a}.{yaml,yml}")).containsExactly("a.yaml", "c.yml");
        assertThat(find("[ab].yaml")).containsExactly("a.yaml", "b.yaml");
        assertThat(find("*/x.*")).containsExactly("other/x.sql", "views/x.yaml");
        assertThat(find(".*.yaml")).containsExactly(".hidden.yaml");
    }

    @Test
    void doubleStarMatchesAnyDepthOnce() {
        assertThat(find("**/*.yaml")).containsExactly("a.yaml", "b.yaml", "views/x.yaml", "views/deep/y.yaml");
        assertThat(find("views/**/*.yaml")).containsExactly("views/x.yaml", "views/deep/y.yaml");
        assertThat(find("**/**/y.yaml")).containsExactly("views/deep/y.yaml");
    }

    @Test
    void pathsWithoutWildcardsAreTakenAsTheyAre() {
        assertThat(find("views/x.yaml")).containsExactly("views/x.yaml");
        assertThat(find("./views//x.yaml")).containsExactly("views/x.yaml");
        assertThat(FileGlobs.find(folder.resolve("views"), "../a.yaml"))
                .containsExactly(folder.resolve("views/../a.yaml"));
        assertThat(FileGlobs.find(Path.of("elsewhere"), folder.resolve("a.yaml").toString()))
                .containsExactly(folder.resolve("a.yaml"));
        assertThat(find("views")).isEmpty();
        assertThat(find("absent/*.yaml")).isEmpty();
    }

    @Test
    void workingDirectoryIsTheEmptyPath() {
        assertThat(FileGlobs.find(Path.of(""), "*.xml")).containsExactly(Path.of("pom.xml"));
    }

    @Test
    void malformedGlobIsSaidToBeOne() {
        assertThatThrownBy(() -> find("[a-.yaml")).isInstanceOf(PatternSyntaxException.class);
    }
}
