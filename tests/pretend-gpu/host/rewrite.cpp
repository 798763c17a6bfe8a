// Rewrites what a C++ compiler does not take: declarations of shared memory become references into guarded buffers, and a
// table of the kernels is put at the end. The text has been through the preprocessor, so that there are no comments or macros.
#include "compile.hpp"
#include <cctype>

namespace pretend {
namespace {
bool is_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

struct Kernel {
    std::string name, bound;
};

struct Text {
    const std::string& in;
    std::string out;
    std::vector<Kernel> kernels;
    int shared = 0;

    // Behind a string or character literal that starts at `i`.
    size_t skip_literal(size_t i) const {
        char quote = in[i++];
        while (i < in.size() && in[i] != quote && in[i] != '\n') i += in[i] == '\\' ? 2 : 1;
        return i + 1;
    }
    // Behind the bracket that closes the one at `i`.
    size_t skip_brackets(size_t i) const {
        int depth = 0;
        for (; i < in.size(); i++) {
            if (in[i] == '"' || in[i] == '\'') i = skip_literal(i) - 1;
            else if (in[i] == '(' || in[i] == '[' || in[i] == '{') depth++;
            else if ((in[i] == ')' || in[i] == ']' || in[i] == '}') && --depth == 0) return i + 1;
        }
        return i;
    }
    size_t skip_space(size_t i) const {
        while (i < in.size() && isspace((unsigned char)in[i])) i++;
        return i;
    }
    std::string word_at(size_t i) const {
        size_t end = i;
        while (end < in.size() && is_word(in[end])) end++;
        return in.substr(i, end - i);
    }
};

// Takes a word with its brackets, if it has any, out of a declaration.
void remove_word(std::string& text, const std::string& word, bool brackets) {
    for (size_t at = 0; (at = text.find(word, at)) != std::string::npos;) {
        size_t end = at + word.size();
        if ((at > 0 && is_word(text[at - 1])) || (end < text.size() && is_word(text[end]))) {
            at = end;
            continue;
        }
        while (brackets && end < text.size() && isspace((unsigned char)text[end])) end++;
        if (brackets && end < text.size() && text[end] == '(') {
            Text inside{text, "", {}, 0};
            end = inside.skip_brackets(end);
        }
        text.replace(at, end - at, " ");
    }
}

// The parts of a text between commas that lie outside brackets.
std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts(1);
    int depth = 0, angles = 0;
    for (char c : text) {
        if (c == '(' || c == '[' || c == '{') depth++;
        if (c == ')' || c == ']' || c == '}') depth--;
        if (depth == 0 && c == '<') angles++;
        if (depth == 0 && c == '>') angles--;
        if (c == ',' && depth == 0 && angles == 0) parts.emplace_back();
        else parts.back() += c;
    }
    return parts;
}

// `type name[3][4]` in its parts: the name is the last word before the first bracket.
void take_apart(const std::string& part, std::string& type, std::string& name, std::string& suffix) {
    size_t bracket = part.find('[');
    size_t end = bracket == std::string::npos ? part.size() : bracket;
    suffix = part.substr(end);
    while (end > 0 && isspace((unsigned char)part[end - 1])) end--;
    size_t begin = end;
    while (begin > 0 && is_word(part[begin - 1])) begin--;
    name = part.substr(begin, end - begin);
    type = part.substr(0, begin);
}

// What stands for the declaration of shared memory `declaration`.
std::string shared_memory(std::string declaration, bool inside_function, int& count) {
    for (const char* word : {"__shared__", "extern", "static"}) remove_word(declaration, word, false);
    for (const char* word : {"__align__", "alignas", "__attribute__"}) remove_word(declaration, word, true);
    std::string result, type, first_type;
    for (auto& part : split(declaration)) {
        std::string own, name, suffix;
        take_apart(part, own, name, suffix);
        type = result.empty() ? first_type = own : first_type + own;
        // The lines of the text keep their numbers.
        for (char& c : first_type)
            if (c == '\n') c = ' ';
        std::string id = std::to_string(count++), named = "\"" + name + "\"";
        size_t open = suffix.find('['), close = suffix.find(']');
        bool dynamic = open != std::string::npos && suffix.find_first_not_of(" \t\n", open + 1) == close;
        if (dynamic && inside_function)
            result += "typedef " + type + "pretend_type_" + name + "; pretend_type_" + name + "* const " + name + " = (pretend_type_" + name + "*)pretend_dynamic(" + named + ", sizeof(pretend_type_" + name + "));";
        else if (dynamic)
            result += "typedef " + type + "pretend_type_" + name + "; static const pretend::Dynamic<pretend_type_" + name + "> " + name + "{" + named + "};";
        else
            result += "typedef " + type + "pretend_type_" + id + suffix + "; [[maybe_unused]] " + (inside_function ? "" : "static ") + "pretend_type_" + id + "& " + name + " = pretend::shared<pretend_type_" + id + ", " + id +
                      ">(" + named + ");";
    }
    return result;
}

// Notes the kernel that `__global__` at `i` begins, if it is defined here and its name is not mangled.
void note_kernel(Text& t, size_t i, bool plain_name) {
    Kernel kernel;
    while (i < t.in.size() && t.in[i] != ';' && t.in[i] != '{') {
        if (!is_word(t.in[i])) {
            i = t.in[i] == '(' ? t.skip_brackets(i) : i + 1;
            continue;
        }
        std::string word = t.word_at(i);
        i = t.skip_space(i + word.size());
        if (t.in[i] != '(') continue;
        size_t end = t.skip_brackets(i);
        if (word == "__launch_bounds__") {
            kernel.bound = split(t.in.substr(i + 1, end - i - 2))[0];
        } else if (word != "__attribute__" && word != "__cluster_dims__") {
            kernel.name = word;
            if (plain_name && t.in[t.skip_space(end)] == '{') t.kernels.push_back(kernel);
            return;
        }
        i = end;
    }
}
}  // namespace

std::string rewrite(const std::string& text) {
    Text t{text, "", {}, 0};
    std::vector<char> blocks;  // of each open brace: 'c' extern "C", 'n' namespace, 'f' another
    size_t statement = 0;      // where the current statement begins in `out`
    auto inside = [&](char kind) {
        for (char block : blocks)
            if (block == kind) return true;
        return false;
    };
    for (size_t i = 0; i < text.size();) {
        char c = text[i];
        if (c == '"' || c == '\'') {
            size_t end = std::min(t.skip_literal(i), text.size());
            t.out += text.substr(i, end - i);
            i = end;
        } else if (c == '#') {
            size_t end = std::min(text.find('\n', i), text.size());
            t.out += text.substr(i, end - i);
            i = end;
            statement = t.out.size();
        } else if (is_word(c)) {
            std::string word = t.word_at(i);
            std::string before = t.out.substr(statement);
            if (word == "__global__") {
                bool plain = inside('c') || before.find("\"C\"") != std::string::npos;
                note_kernel(t, i + word.size(), plain && before.find("template") == std::string::npos);
            }
            if (word == "__shared__") {
                size_t end = std::min(text.find(';', i), text.size());
                std::string declaration = before + text.substr(i, end - i);
                t.out.resize(statement);
                t.out += " " + shared_memory(declaration, inside('f'), t.shared);
                i = end + 1;
                statement = t.out.size();
                continue;
            }
            t.out += word;
            i += word.size();
        } else {
            if (c == '{') {
                std::string before = t.out.substr(statement);
                bool linkage = before.find("\"C\"") != std::string::npos && before.find('(') == std::string::npos;
                blocks.push_back(linkage ? 'c' : before.find("namespace") != std::string::npos ? 'n' : 'f');
            }
            if (c == '}' && !blocks.empty()) blocks.pop_back();
            t.out += c;
            i++;
            if (c == ';' || c == '{' || c == '}') statement = t.out.size();
        }
    }
    t.out += "\nextern \"C\" const pretend::Entry pretend_entries[] = {\n";
    for (auto& k : t.kernels)
        t.out += "    {\"" + k.name + "\", &pretend::Call<decltype(" + k.name + "), &" + k.name + ">::run, pretend::Arguments<decltype(" + k.name + ")>::count, pretend::Arguments<decltype(" + k.name + ")>::sizes, (unsigned)(" +
                 (k.bound.empty() ? "1024" : k.bound) + ")},\n";
    return t.out + "    {nullptr, nullptr, 0, nullptr, 0},\n};\n";
}
}  // namespace pretend
