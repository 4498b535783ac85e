// The parts of a workbook besides its sheets, as they are parsed. Of xlsx_read.
#pragma once
#include <optional>
#include "papers/xlsx_read.h"
#include "papers/xlsx_values.h"
#include "papers/xml.h"

namespace papers {

inline constexpr std::string_view workbook_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline constexpr std::string_view workbook_space_strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
inline constexpr std::string_view relationships_space = "http://schemas.openxmlformats.org/package/2006/relationships";

// A handler that may find, in the middle, that it is no use to go on.
class PartHandler : public XmlHandler {
public:
    bool given_up() const { return problem.has_value(); }
    std::optional<XlsxProblem> problem;

    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

// ISO/IEC 29500-2, 9.3: what a part refers to. External targets, and kinds that a table needs nothing of, are left out.
class Relationships : public PartHandler {
public:
    struct Target {
        std::string id, part;  // the part's name in the archive, without "/" in front
    };
    // `folder`: of the part whose relationships these are, "xl/"; targets are relative to it.
    explicit Relationships(std::string folder) : folder_(std::move(folder)) {}
    void start(std::string_view name, const XmlAttributes&) override;

    std::optional<std::string> workbook, shared_texts, styles;
    std::vector<Target> sheets;

private:
    std::string folder_;
};
std::string resolved(std::string_view folder, std::string_view target);  // "xl/", "../a.xml" → "a.xml"

class Workbook : public PartHandler {
public:
    struct Sheet {
        std::string name, id;
        bool hidden = false;
    };
    void start(std::string_view name, const XmlAttributes&) override;

    bool is_workbook = false;
    Epoch epoch = Epoch::of_1900;
    std::vector<Sheet> sheets;

private:
    bool first_ = true;
};

// The text of <si> or <is>: <t>, or the <t> of its runs <r>; phonetic ones <rPh> are left out.
class RichText {
public:
    void start(std::string_view name);
    void end(std::string_view name);
    bool wanted() const { return in_text_ && !phonetic_; }

private:
    bool in_text_ = false, phonetic_ = false;
};

class SharedTexts : public PartHandler {
public:
    void start(std::string_view name, const XmlAttributes&) override;
    void end(std::string_view name) override;
    void text(std::string_view) override;

    std::optional<std::string_view> at(std::size_t index) const;  // still escaped

private:
    std::string all_;
    std::vector<std::uint32_t> ends_;
    RichText rich_;
};

class Styles : public PartHandler {
public:
    void start(std::string_view name, const XmlAttributes&) override;
    void end(std::string_view name) override;

    DateFormat of_cell(std::size_t style) const;  // none when there is no such style

private:
    std::vector<std::pair<std::int64_t, DateFormat>> formats_;
    std::vector<std::int64_t> cells_;  // number format of each cell format
    bool in_cells_ = false;
};

std::optional<std::int64_t> whole_number(std::string_view);  // digits alone

}  // namespace papers
