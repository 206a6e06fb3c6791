package dev.tendril.itests.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the compiler's parser sees in one source.
 *
 * @param file the source
 * @param methods its methods and constructors
 * @param annotations simple names of the annotations in it
 * @param covers for each {@code @Covers} its ids
 */
record ParsedSource(
        Path file, List<Method> methods, List<String> annotations, List<List<String>> covers) {
    /** A method and its length. */
    record Method(String name, long lines) {}

    /** All sources of the tree, parsed once. */
    static List<ParsedSource> all() {
        return Once.ALL;
    }

    private static final class Once {
        static final List<ParsedSource> ALL = parse();

        private Once() {}
    }

    private static List<ParsedSource> parse() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<ParsedSource> parsed = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(House.sources()));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Scan scan = new Scan(unit, trees.getSourcePositions());
                scan.scan(unit, null);
                parsed.add(scan.result());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parsed;
    }

    private static final class Scan extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods = new ArrayList<>();
        private final List<String> annotations = new ArrayList<>();
        private final List<List<String>> covers = new ArrayList<>();

        Scan(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        ParsedSource result() {
            return new ParsedSource(
                    Path.of(unit.getSourceFile().toUri()), methods, annotations, covers);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            if (method.getBody() != null) {
                long first =
                        lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                methods.add(new Method(method.getName().toString(), last - first + 1));
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            String name = annotation.getAnnotationType().toString();
            String simple = name.substring(name.lastIndexOf('.') + 1);
            annotations.add(simple);
            if (simple.equals("Covers")) {
                List<String> ids = new ArrayList<>();
                for (ExpressionTree argument : annotation.getArguments()) {
                    argument.accept(new Strings(ids), null);
                }
                covers.add(ids);
            }
            return super.visitAnnotation(annotation, nothing);
        }
    }

    private static final class Strings extends TreeScanner<Void, Void> {
        private final List<String> found;

        Strings(List<String> found) {
            this.found = found;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text) {
                found.add(text);
            }
            return super.visitLiteral(literal, nothing);
        }
    }
}
