// Makes ZIP archives for tests, honest and otherwise: each field of a record can be told wrongly.
#pragma once
#include <zlib.h>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

inline std::string little(std::uint64_t number, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xff);
    return bytes;
}

inline std::string deflated(std::string_view text, int flush = Z_FINISH) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, flush);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// A piece after which any other may follow.
inline std::string deflated_on(std::string_view text) { return deflated(text, Z_FULL_FLUSH); }

struct ZipPart {
    std::string name, content;
    bool packed = true;
    // Lies, where set.
    std::optional<std::uint32_t> crc{};
    std::optional<std::uint64_t> unpacked_bytes{}, local_offset{};
    std::uint16_t flags = 0;
    std::optional<std::uint16_t> method{};
    std::optional<std::string> data{};        // instead of the content, packed
    std::optional<std::string> local_name{};  // in the record before the data
};

struct ZipLies {
    std::optional<std::uint64_t> count{}, directory_bytes{}, directory_offset{};
    bool wide = false;  // with the records of ZIP64
    std::string comment{};
};

inline std::string zip(const std::vector<ZipPart>& parts, const ZipLies& lies = {}) {
    std::string file, directory;
    for (const auto& part : parts) {
        const auto data = part.data ? *part.data : part.packed ? deflated(part.content) : part.content;
        const auto crc = part.crc.value_or(static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(part.content.data()), static_cast<uInt>(part.content.size()))));
        const auto size = part.unpacked_bytes.value_or(part.content.size());
        const std::uint16_t method = part.method.value_or(part.packed ? 8 : 0);
        const auto local_name = part.local_name.value_or(part.name);
        const auto offset = part.local_offset.value_or(file.size());
        const bool wide = lies.wide;
        const std::string extra = wide ? little(1, 2) + little(24, 2) + little(size, 8) + little(data.size(), 8) + little(offset, 8) : "";
        file += "PK\x03\x04" + little(20, 2) + little(part.flags, 2) + little(method, 2) + little(0, 4) + little(crc, 4) +
                little(data.size(), 4) + little(size, 4) + little(local_name.size(), 2) + little(0, 2) + local_name + data;
        directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + little(part.flags, 2) + little(method, 2) + little(0, 4) +
                     little(crc, 4) + little(wide ? 0xffffffff : data.size(), 4) + little(wide ? 0xffffffff : size, 4) +
                     little(part.name.size(), 2) + little(extra.size(), 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                     little(wide ? 0xffffffff : offset, 4) + part.name + extra;
    }
    const auto count = lies.count.value_or(parts.size());
    const auto bytes = lies.directory_bytes.value_or(directory.size()), begins = lies.directory_offset.value_or(file.size());
    file += directory;
    if (lies.wide) {
        const auto at = file.size();
        file += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 4) + little(0, 4) + little(count, 8) +
                little(count, 8) + little(bytes, 8) + little(begins, 8);
        file += "PK\x06\x07" + little(0, 4) + little(at, 8) + little(1, 4);
    }
    file += "PK\x05\x06" + little(0, 4) + little(lies.wide ? 0xffff : count, 2) + little(lies.wide ? 0xffff : count, 2) +
            little(lies.wide ? 0xffffffff : bytes, 4) + little(lies.wide ? 0xffffffff : begins, 4) + little(lies.comment.size(), 2) +
            lies.comment;
    return file;
}

// A workbook of one sheet, as a spreadsheet program lays it out; `data` is what stands in <worksheet>.
struct WorkbookParts {
    std::string data;                   // "<sheetData>…</sheetData>"
    std::string shared{}, styles{};     // what stands in <sst> and <styleSheet>; no such part when empty
    std::string workbook_properties{};  // "<workbookPr date1904=\"1\"/>"
    std::string prologue{};             // before <worksheet>
    std::string sheets = R"(<sheet name="Villes" sheetId="1" r:id="rId1"/>)";
    bool strict = false;
};

inline std::vector<ZipPart> workbook_parts(const WorkbookParts& book, bool packed = true) {
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const std::string main =
        book.strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string office = book.strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                                           : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    const auto relation = [&](int id, const std::string& kind, const std::string& target) {
        return "<Relationship Id=\"rId" + std::to_string(id) + "\" Type=\"" + office + "/" + kind + "\" Target=\"" + target + "\"/>";
    };
    std::vector<ZipPart> parts{
        {"[Content_Types].xml", head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>", packed},
        {"_rels/.rels", head + relationships + relation(1, "officeDocument", "xl/workbook.xml") + "</Relationships>", packed},
        {"xl/workbook.xml",
         head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office + "\">" + book.workbook_properties + "<sheets>" + book.sheets +
             "</sheets></workbook>",
         packed},
        {"xl/_rels/workbook.xml.rels",
         head + relationships + relation(1, "worksheet", "worksheets/sheet1.xml") +
             (book.shared.empty() ? "" : relation(2, "sharedStrings", "/xl/sharedStrings.xml")) +
             (book.styles.empty() ? "" : relation(3, "styles", "styles.xml")) + "</Relationships>",
         packed},
        {"xl/worksheets/sheet1.xml",
         book.prologue + "<worksheet xmlns=\"" + main + "\" xmlns:x=\"http://example.org/other\">" + book.data + "</worksheet>", packed}};
    if (!book.shared.empty()) parts.push_back({"xl/sharedStrings.xml", "<sst xmlns=\"" + main + "\">" + book.shared + "</sst>", packed});
    if (!book.styles.empty())
        parts.push_back({"xl/styles.xml", "<styleSheet xmlns=\"" + main + "\">" + book.styles + "</styleSheet>", packed});
    return parts;
}
inline std::string workbook(const WorkbookParts& book, bool packed = true) { return zip(workbook_parts(book, packed)); }

}  // namespace test
