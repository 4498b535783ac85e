// Reads the SQL of a tables.sql just far enough: words, brackets, quoted text and comments.
#include "store/engine.h"

#include <algorithm>
#include <array>

namespace store {
namespace {

struct Token {
    enum class Kind { word, sign, quoted, blank, end } kind = Kind::end;
    std::string_view text;
};

bool word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || (c & 0x80);
}

bool same_word(std::string_view a, std::string_view lower) {
    return std::ranges::equal(a, lower, [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y; });
}

// Takes the next token off the front of `rest`. Blanks and comments are tokens too, so that nothing is lost.
Token take(std::string_view& rest) {
    if (rest.empty()) return {};
    std::size_t size = 1;
    auto kind = Token::Kind::sign;
    const char c = rest[0];
    const auto up_to = [&](std::string_view end, std::size_t from) {
        const auto at = rest.find(end, from);
        return at == rest.npos ? rest.size() : at + end.size();
    };
    if (rest.starts_with("--")) {
        kind = Token::Kind::blank;
        size = up_to("\n", 2);
    } else if (rest.starts_with("/*")) {
        kind = Token::Kind::blank;
        size = up_to("*/", 2);
    } else if (c == '\'' || c == '"') {  // a doubled quote reads as two quoted tokens side by side, which does no harm
        kind = Token::Kind::quoted;
        size = up_to(std::string_view(&c, 1), 1);
    } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        kind = Token::Kind::blank;
    } else if (word_character(c)) {
        kind = Token::Kind::word;
        size = static_cast<std::size_t>(std::ranges::find_if_not(rest, word_character) - rest.begin());
    }
    const Token token{kind, rest.substr(0, size)};
    rest.remove_prefix(size);
    return token;
}

std::string_view type_of(std::string_view word, Engine engine) {
    const bool sqlite = engine == Engine::sqlite;
    if (same_word(word, "int")) return sqlite ? "INTEGER" : "bigint";
    if (same_word(word, "text")) return sqlite ? "TEXT" : "text COLLATE \"C\"";
    if (same_word(word, "blob")) return sqlite ? "BLOB" : "bytea";
    return {};
}

bool begins_table_constraint(std::string_view word) {
    constexpr std::array words{"primary", "unique", "check", "foreign", "constraint"};
    return std::ranges::any_of(words, [&](std::string_view w) { return same_word(word, w); });
}

class Translation {
public:
    Translation(std::string_view sql, Engine engine) : rest_(sql), engine_(engine) {}

    std::string all() {
        for (Token token = next(); token.kind != Token::Kind::end; token = next()) {
            if (token.text == ";") continue;
            if (!same_word(token.text, "create")) refuse(token);
            statement();
        }
        return std::move(out_);
    }

private:
    // The next token that means something; comments and line ends before it become one blank.
    Token next() {
        Token token = take(rest_);
        while (token.kind == Token::Kind::blank) token = take(rest_);
        return token;
    }
    [[noreturn]] static void refuse(const Token& token) {
        throw Fault("a tables.sql creates tables and indexes only, near: " + excerpt(token.text));
    }
    void put(std::string_view text) {
        if (!out_.empty() && out_.back() != '\n') out_ += ' ';
        out_ += text;
    }
    // In the place of a token of the source; what was joined there stays joined ('it''s', <=).
    void copy(const Token& token, std::string_view as) {
        const bool apart = !out_.empty() && token.text.data() != copied_;
        if (apart && out_.back() != '\n') out_ += ' ';
        out_ += as;
        copied_ = token.text.data() + token.text.size();
    }
    void copy(const Token& token) { copy(token, token.text); }

    void statement() {
        put("CREATE");
        Token token = next();
        const bool unique = same_word(token.text, "unique");
        if (unique) {
            put("UNIQUE");
            token = next();
        }
        const bool table = same_word(token.text, "table");
        if (!(table && !unique) && !same_word(token.text, "index")) refuse(token);
        put(table ? "TABLE" : "INDEX");
        put("IF NOT EXISTS");
        token = next();
        if (same_word(token.text, "if")) {
            next();  // NOT
            next();  // EXISTS
            token = next();
        }
        if (token.kind != Token::Kind::word) refuse(token);
        copy(token);
        if (table) {
            columns(token.text);
        } else {
            for (token = next(); token.kind != Token::Kind::end && token.text != ";"; token = next()) copy(token);
        }
        out_ += ";\n";
    }

    void columns(std::string_view table) {
        const Token open = next();
        if (open.text != "(") refuse(open);
        copy(open);
        int depth = 1;
        bool at_start = true, after_as = false, own_key = false;
        while (depth > 0) {
            const Token token = next();
            if (token.kind == Token::Kind::end) throw Fault("table " + std::string(table) + " has no end");
            if (token.text == "(") ++depth;
            if (token.text == ")") --depth;
            const auto type = after_as ? cast_type(token.text) : std::string_view();
            after_as = token.kind == Token::Kind::word && same_word(token.text, "as");
            copy(token, type.empty() ? token.text : type);
            if (at_start && !begins_table_constraint(token.text)) column_type(table, token.text);
            if (at_start && same_word(token.text, "primary")) own_key = true;
            at_start = depth == 1 && token.text == ",";
        }
        if (const Token token = next(); token.kind != Token::Kind::end && token.text != ";") refuse(token);
        // A key of several columns orders the rows themselves: one B-tree rather than two.
        if (engine_ == Engine::sqlite) put(own_key ? "STRICT, WITHOUT ROWID" : "STRICT");
    }

    // In CAST (x AS int) a collation has no place.
    std::string_view cast_type(std::string_view word) const { return same_word(word, "text") ? "text" : type_of(word, engine_); }

    void column_type(std::string_view table, std::string_view column) {
        const Token token = next();
        const auto type = type_of(token.text, engine_);
        if (type.empty()) throw Fault("column " + std::string(column) + " of " + std::string(table) + " is not int, text or blob");
        copy(token, type);
    }

    std::string_view rest_;
    Engine engine_;
    std::string out_;
    const char* copied_ = nullptr;
};

}  // namespace

std::string translate(std::string_view tables_sql, Engine engine) { return Translation(tables_sql, engine).all(); }

int parameter_count(std::string_view sql) {
    std::array<bool, 1000> seen{};
    std::size_t highest = 0;
    for (auto rest = sql; !rest.empty();) {
        const Token token = take(rest);
        if (token.kind != Token::Kind::word || token.text[0] != '$') continue;
        std::size_t number = 0;
        for (const char c : token.text.substr(1)) {
            if (c < '0' || c > '9' || number > 99) throw Fault("parameters are $1 to $999: " + excerpt(sql));
            number = number * 10 + static_cast<std::size_t>(c - '0');
        }
        if (number == 0) throw Fault("parameters are $1 to $999: " + excerpt(sql));
        seen[number] = true;
        highest = std::max(highest, number);
    }
    for (std::size_t number = 1; number < highest; ++number)
        if (!seen[number]) throw Fault("$" + std::to_string(number) + " is missing: " + excerpt(sql));
    return static_cast<int>(highest);
}

}  // namespace store
