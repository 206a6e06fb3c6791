package dev.tendril.itests.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;

import java.util.List;
import java.util.stream.Stream;

/**
 * One call, constructor call or method reference in our code.
 *
 * @param from the class that calls, the outermost one
 * @param owner the class it is called on
 * @param method its name, {@code <init>} for a constructor
 * @param parameters names of its parameter types
 * @param where as messages show it
 */
record Call(String from, JavaClass owner, String method, List<String> parameters, String where) {
    static Stream<Call> of(JavaClass caller) {
        return caller.getCodeUnitAccessesFromSelf().stream().map(Call::of);
    }

    private static Call of(JavaCodeUnitAccess<? extends CodeUnitAccessTarget> access) {
        CodeUnitAccessTarget target = access.getTarget();
        return new Call(
                access.getOriginOwner().getName().replaceFirst("\\$.*", ""),
                target.getOwner(),
                target.getName(),
                target.getRawParameterTypes().stream().map(JavaClass::getName).toList(),
                access.getDescription());
    }

    boolean on(Class<?> type) {
        return owner.isAssignableTo(type);
    }

    boolean onJdk() {
        return owner.getName().startsWith("java.") || owner.getName().startsWith("javax.");
    }

    boolean takes(Class<?> parameter) {
        return parameters.contains(parameter.getName());
    }
}
