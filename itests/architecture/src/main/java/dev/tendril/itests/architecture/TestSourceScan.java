package dev.tendril.itests.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.Modifier;

/** Finds classes and covering tests in one source. */
final class TestSourceScan extends TreeScanner<Void, Void> {
    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");
    private static final Set<String> TABLES = Set.of("CsvSource", "ValueSource");

    private final CompilationUnitTree unit;
    private final String file;
    private final TestSources found;
    private final Deque<String> types = new ArrayDeque<>();
    private final Deque<List<String>> idsOfTypes = new ArrayDeque<>();

    TestSourceScan(CompilationUnitTree unit, String file, TestSources found) {
        this.unit = unit;
        this.file = file;
        this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        if (type.getSimpleName().isEmpty()) {
            return super.visitClass(type, nothing);
        }
        String name =
                types.isEmpty()
                        ? inPackage(type.getSimpleName().toString())
                        : types.peek() + "$" + type.getSimpleName();
        types.push(name);
        idsOfTypes.push(covers(type.getModifiers().getAnnotations()));
        boolean runs =
                type.getKind() == Tree.Kind.CLASS
                        && !type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
        found.add(new TestClass(TestSources.room(file), name, runs, parents(type)));
        super.visitClass(type, nothing);
        types.pop();
        idsOfTypes.pop();
        return null;
    }

    private List<List<String>> parents(ClassTree type) {
        List<List<String>> parents = new ArrayList<>();
        if (type.getExtendsClause() != null) {
            parents.add(candidates(type.getExtendsClause()));
        }
        type.getImplementsClause().forEach(parent -> parents.add(candidates(parent)));
        return parents;
    }

    /** The binary names that a name in this source may mean. */
    private List<String> candidates(Tree written) {
        Tree raw = written instanceof ParameterizedTypeTree generic ? generic.getType() : written;
        String name = raw.toString();
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        String inner = name.substring(first.length()).replace('.', '$');
        List<String> candidates = new ArrayList<>();
        types.forEach(outer -> candidates.add(outer + "$" + first + inner));
        for (ImportTree line : unit.getImports()) {
            String imported = line.getQualifiedIdentifier().toString();
            if (imported.endsWith("." + first)) {
                candidates.add(imported + inner);
                return candidates;
            }
        }
        candidates.add(inPackage(first) + inner);
        candidates.add(name);
        return candidates;
    }

    private String inPackage(String simple) {
        return unit.getPackageName() == null ? simple : unit.getPackageName() + "." + simple;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        List<String> ids = new ArrayList<>(covers(method.getModifiers().getAnnotations()));
        Map<Integer, String> rows = new LinkedHashMap<>();
        boolean isTest = false;
        for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
            isTest |= TESTS.contains(simpleName(annotation));
            if (TABLES.contains(simpleName(annotation))) {
                rows.putAll(idsOfRows(rowsOf(annotation)));
            }
        }
        if (isTest && !idsOfTypes.isEmpty()) {
            ids.addAll(idsOfTypes.peek());
        }
        if (!types.isEmpty() && !(ids.isEmpty() && rows.isEmpty())) {
            String name = method.getName().toString();
            found.tests().add(new CoveringTest(file, types.peek(), name, isTest, ids, rows));
        }
        return super.visitMethod(method, nothing);
    }

    private static Map<Integer, String> idsOfRows(List<String> rows) {
        Map<Integer, String> ids = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            String first = rows.get(i).split("[,|]", 2)[0].strip();
            if (Requirements.isId(first)) {
                ids.put(i + 1, first);
            }
        }
        return ids;
    }

    /** The rows of a table, each as it is written. */
    private static List<String> rowsOf(AnnotationTree table) {
        List<String> rows = new ArrayList<>();
        for (ExpressionTree argument : table.getArguments()) {
            String name = "value";
            ExpressionTree value = argument;
            if (argument instanceof AssignmentTree assignment) {
                name = assignment.getVariable().toString();
                value = assignment.getExpression();
            }
            switch (name) {
                case "value", "strings" -> elements(value).forEach(row -> rows.add(text(row)));
                case "textBlock" ->
                        text(value)
                                .lines()
                                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                                .forEach(rows::add);
                default -> {}
            }
        }
        return rows;
    }

    private static List<String> covers(List<? extends AnnotationTree> annotations) {
        List<String> ids = new ArrayList<>();
        for (AnnotationTree annotation : annotations) {
            if (simpleName(annotation).equals("Covers")) {
                for (ExpressionTree argument : annotation.getArguments()) {
                    ExpressionTree value =
                            argument instanceof AssignmentTree assignment
                                    ? assignment.getExpression()
                                    : argument;
                    elements(value).forEach(id -> ids.add(text(id)));
                }
            }
        }
        return ids;
    }

    private static List<? extends ExpressionTree> elements(ExpressionTree value) {
        return value instanceof NewArrayTree array ? array.getInitializers() : List.of(value);
    }

    /** A text that is written out, as far as it is. */
    private static String text(ExpressionTree value) {
        return switch (value) {
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
            default -> "";
        };
    }

    private static String simpleName(AnnotationTree annotation) {
        String name = annotation.getAnnotationType().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
