#include "papers/xlsx_read.h"

#include <algorithm>
#include "papers/archive.h"
#include "papers/xlsx_sheet.h"

namespace papers {
namespace {

constexpr std::string_view ole_signature("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);  // MS-CFB 2.2

using Faults = std::vector<XlsxFault>;
std::unexpected<Faults> whole(XlsxProblem problem) { return std::unexpected(Faults{{problem, {}, {}}}); }

XlsxProblem problem_of(ArchiveFault fault) {
    switch (fault) {
    case ArchiveFault::not_an_archive: return XlsxProblem::not_a_workbook;
    case ArchiveFault::too_many_entries: return XlsxProblem::too_many_entries;
    case ArchiveFault::encrypted: return XlsxProblem::encrypted;
    case ArchiveFault::ratio:
    case ArchiveFault::too_much: return XlsxProblem::bomb;
    default: return XlsxProblem::broken;
    }
}
XlsxProblem problem_of(XmlFault fault) {
    switch (fault) {
    case XmlFault::document_type: return XlsxProblem::document_type;
    case XmlFault::too_deep: return XlsxProblem::too_deep;
    default: return XlsxProblem::broken;
    }
}

// A workbook with a password is an OLE file with a stream of this name (MS-OFFCRYPTO 2.3.4.4), spelt in UTF-16.
XlsxProblem kind_of_ole(std::string_view bytes) {
    std::string wanted;
    for (const char c : std::string_view("EncryptedPackage")) wanted += c, wanted += '\0';
    return bytes.find(wanted) == bytes.npos ? XlsxProblem::old_format : XlsxProblem::encrypted;
}

class Package {
public:
    explicit Package(Archive archive) : archive_(std::move(archive)) {}

    bool has(std::string_view part) const { return archive_.find(part) != nullptr; }

    // Nothing when the part was read to its end, or when its handler gave up: it knows why.
    std::optional<XlsxProblem> read(std::string_view part, PartHandler& handler) {
        const auto* entry = archive_.find(part);
        if (!entry) return XlsxProblem::broken;
        XmlParser parser(handler, {workbook_space, workbook_space_strict, relationships_space});
        const auto inflated =
            archive_.read(*entry, left_, [&](std::string_view piece) { return parser.feed(piece) && !handler.given_up(); });
        if (handler.given_up()) return handler.problem;
        if (!inflated && inflated.error() != ArchiveFault::stopped) return problem_of(inflated.error());
        if (const auto parsed = parser.finish(); !parsed) return problem_of(parsed.error());
        return handler.problem;
    }

    // An OpenDocument file says what it is in its first, stored entry (ODF 1.3 part 2, 3.3).
    bool open_document() {
        const auto* entry = archive_.find("mimetype");
        std::string kind;
        return entry &&
               archive_.read(*entry, left_, [&](std::string_view piece) { return kind += piece.substr(0, 200), kind.size() < 200; }) &&
               kind.starts_with("application/vnd.oasis.opendocument.spreadsheet");
    }

private:
    Archive archive_;
    std::uint64_t left_ = xlsx_unpacked_bytes_max;
};

std::string folder_of(std::string_view part) { return std::string(part.substr(0, part.rfind('/') + 1)); }

// The relationships of a part stand beside it: "xl/workbook.xml" has "xl/_rels/workbook.xml.rels".
std::string relationships_of(std::string_view part) {
    const auto folder = folder_of(part);
    return folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

// Which sheet is wanted, of those that are tables.
const Workbook::Sheet* chosen(const Workbook& workbook, const Relationships& parts, std::string_view name) {
    const auto is_table = [&](const Workbook::Sheet& sheet) {
        return std::ranges::find(parts.sheets, sheet.id, &Relationships::Target::id) != parts.sheets.end();
    };
    for (const auto& sheet : workbook.sheets)
        if ((name.empty() ? !sheet.hidden : sheet.name == name) && is_table(sheet)) return &sheet;
    return nullptr;
}

std::expected<XlsxTable, Faults> read_sheet(Package& package, const Workbook& workbook, const Relationships& parts,
                                            const Workbook::Sheet& wanted) {
    SharedTexts texts;
    if (parts.shared_texts)
        if (const auto problem = package.read(*parts.shared_texts, texts)) return whole(*problem);
    Styles styles;
    if (parts.styles)
        if (const auto problem = package.read(*parts.styles, styles)) return whole(*problem);

    Sheet sheet(texts, styles, workbook.epoch);
    const auto part = std::ranges::find(parts.sheets, wanted.id, &Relationships::Target::id)->part;
    const auto problem = package.read(part, sheet);
    if (problem && !sheet.problem) return std::unexpected(Faults{{*problem, wanted.name, {}}});
    if (!sheet.faults.empty()) {
        for (auto& fault : sheet.faults) fault.sheet = wanted.name;
        return std::unexpected(std::move(sheet.faults));
    }
    sheet.finish();
    XlsxTable table{wanted.name, {}, std::move(sheet.rows)};
    for (const auto& each : workbook.sheets) table.sheets.push_back(each.name);
    return table;
}

}  // namespace

std::string_view name(XlsxProblem problem) {
    switch (problem) {
    case XlsxProblem::not_a_workbook: return "not_a_workbook";
    case XlsxProblem::old_format: return "old_format";
    case XlsxProblem::binary_format: return "binary_format";
    case XlsxProblem::open_document: return "open_document";
    case XlsxProblem::encrypted: return "encrypted";
    case XlsxProblem::too_big: return "too_big";
    case XlsxProblem::bomb: return "bomb";
    case XlsxProblem::too_many_entries: return "too_many_entries";
    case XlsxProblem::broken: return "broken";
    case XlsxProblem::document_type: return "document_type";
    case XlsxProblem::too_deep: return "too_deep";
    case XlsxProblem::no_sheet: return "no_sheet";
    case XlsxProblem::too_many_rows: return "too_many_rows";
    case XlsxProblem::too_many_columns: return "too_many_columns";
    case XlsxProblem::too_much_text: return "too_much_text";
    case XlsxProblem::disorder: return "disorder";
    case XlsxProblem::cell_too_long: return "cell_too_long";
    case XlsxProblem::cell_error: return "cell_error";
    case XlsxProblem::cell_date: return "cell_date";
    case XlsxProblem::cell_number: return "cell_number";
    case XlsxProblem::cell_reference: return "cell_reference";
    case XlsxProblem::cell_not_calculated: return "cell_not_calculated";
    }
    return "broken";
}

std::expected<XlsxTable, std::vector<XlsxFault>> read_xlsx(std::string_view bytes, std::string_view sheet) {
    if (bytes.size() > xlsx_bytes_max) return whole(XlsxProblem::too_big);
    if (bytes.starts_with(ole_signature)) return whole(kind_of_ole(bytes));
    auto archive = Archive::open(bytes, {.entries_max = xlsx_entries_max});
    if (!archive) return whole(problem_of(archive.error()));
    Package package(std::move(*archive));
    if (package.has("xl/workbook.bin")) return whole(XlsxProblem::binary_format);
    if (package.open_document()) return whole(XlsxProblem::open_document);
    if (!package.has("[Content_Types].xml") || !package.has("_rels/.rels")) return whole(XlsxProblem::not_a_workbook);

    Relationships top("");
    if (const auto problem = package.read("_rels/.rels", top)) return whole(*problem);
    if (!top.workbook) return whole(XlsxProblem::not_a_workbook);
    Workbook workbook;
    if (const auto problem = package.read(*top.workbook, workbook)) return whole(*problem);
    Relationships parts(folder_of(*top.workbook));
    if (const auto problem = package.read(relationships_of(*top.workbook), parts)) return whole(*problem);
    const auto* wanted = chosen(workbook, parts, sheet);
    if (!wanted) return std::unexpected(Faults{{XlsxProblem::no_sheet, std::string(sheet), {}}});
    return read_sheet(package, workbook, parts, *wanted);
}

}  // namespace papers
