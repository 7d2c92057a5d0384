import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes of a folder of AARs and JARs one JAR, and a folder for each AAR with what is not code: its manifest, resources,
 * native libraries, rules for shrinking.
 *
 * <pre>java Merge.java FOLDER OUT</pre>
 *
 * Names under META-INF/services are joined; elsewhere the first one wins, as on a class path.
 */
public final class Merge {
    private static final List<String> LEFT_OUT = List.of("META-INF/MANIFEST.MF", "module-info.class");

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path out = Path.of(args[1]);
        Files.createDirectories(out);
        Path jar = out.resolve("classes.jar");
        Files.deleteIfExists(jar);
        List<Path> archives;
        try (Stream<Path> found = Files.list(from)) {
            archives = found.sorted().toList();
        }
        try (FileSystem merged = FileSystems.newFileSystem(jar, Map.of("create", "true", "noCompression", "true"))) {
            for (Path archive : archives) {
                String name = archive.getFileName().toString();
                if (name.endsWith(".jar")) {
                    merge(archive, merged.getPath("/"));
                } else if (name.endsWith(".aar")) {
                    Path own = out.resolve(name.substring(0, name.length() - ".aar".length()));
                    unpack(archive, own);
                    for (Path code : code(own)) {
                        merge(code, merged.getPath("/"));
                        Files.delete(code);
                    }
                }
            }
        }
    }

    /** The JARs of an AAR: its own classes, and others that it brings. */
    private static List<Path> code(Path aar) throws IOException {
        try (Stream<Path> files = Files.walk(aar, 2)) {
            return files.filter(file -> {
                String name = aar.relativize(file).toString();
                return name.equals("classes.jar") || name.startsWith("libs/") && name.endsWith(".jar");
            }).sorted().toList();
        }
    }

    private static void unpack(Path archive, Path into) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            each(zip.getPath("/"), (name, file) -> {
                Path to = into.resolve(name);
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            });
        }
    }

    private static void merge(Path archive, Path root) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            each(zip.getPath("/"), (name, file) -> {
                if (LEFT_OUT.contains(name) || name.startsWith("META-INF/versions/")) {
                    return;
                }
                Path to = root.resolve(name);
                Files.createDirectories(to.getParent());
                if (!Files.exists(to)) {
                    Files.copy(file, to);
                } else if (name.startsWith("META-INF/services/")) {
                    Files.write(to, Files.readAllBytes(file), StandardOpenOption.APPEND);
                }
            });
        }
    }

    private interface Entry {
        void take(String name, Path file) throws IOException;
    }

    private static void each(Path root, Entry entry) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                try {
                    entry.take(root.relativize(file).toString(), file);
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
            });
        } catch (UncheckedIOException error) {
            throw error.getCause();
        }
    }
}
