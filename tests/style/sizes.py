"""Functions fit a screen, as lizard counts them; files and lists of parameters are short."""

import lizard

from tree import ROOT, Rule, files

LENGTH, LENGTH_MOST, COMPLEXITY, COMPLEXITY_MOST, PARAMETERS, FILE_LINES = 60, 80, 15, 25, 5, 800


def share(values, limit):
    return 100 * sum(value <= limit for value in values) / max(1, len(values))


def functions():
    for file in files(".c"):
        for function in lizard.analyze_file.analyze_source_code(str(ROOT / file.path), file.text).function_list:
            yield f"{file.path}:{function.name}", function


def check(suite):
    found = list(functions())
    lengths = [function.length for _, function in found]
    complexities = [function.cyclomatic_complexity for _, function in found]
    rules = {
        "length": (LENGTH_MOST, lambda f: f.length, f"no function is longer than {LENGTH_MOST} lines"),
        "complexity": (COMPLEXITY_MOST, lambda f: f.cyclomatic_complexity, f"no complexity over {COMPLEXITY_MOST}"),
        "parameters": (PARAMETERS, lambda f: len(f.parameters), f"at most {PARAMETERS} parameters"),
    }
    for kind, (limit, measure, title) in rules.items():
        rule = Rule(suite, kind, title)
        for name, function in found:
            if measure(function) > limit:
                rule.breach(name, str(measure(function)))
        rule.end()
    short, simple = share(lengths, LENGTH), share(complexities, COMPLEXITY)
    suite.check(f"95% of functions are within {LENGTH} lines", short >= 95, f"{short:.1f}%")
    suite.check(f"95% of functions are within complexity {COMPLEXITY}", simple >= 95, f"{simple:.1f}%")
    rule = Rule(suite, "file", f"no file is longer than {FILE_LINES} lines")
    for file in files(".c", ".h"):
        if file.text.count("\n") > FILE_LINES:
            rule.breach(file.path, f"{file.text.count(chr(10))} lines")
    rule.end()
    lengths.sort()
    print(f"{len(found)} functions: median {lengths[len(lengths) // 2]} lines, {short:.1f}% within {LENGTH}, "
          f"{simple:.1f}% within complexity {COMPLEXITY}")
