#include "papers/finish.h"
#include <fmt/format.h>
#include <zlib.h>
#include <algorithm>
#include <charconv>
#include <map>
#include <vector>
#include "papers/hyphens.h"

namespace papers {
namespace {

constexpr std::size_t content_bytes_max = 50'000'000;  // of one page, unpacked

using Objects = std::vector<std::pair<std::size_t, std::uint32_t>>;  // where each begins, and its number

struct Table {
    Objects objects;     // in the order of the file
    std::size_t at = 0;  // of the table itself
    std::uint32_t root = 0, info = 0;
};

std::optional<std::size_t> number(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

std::optional<std::size_t> number_after(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    return at == text.npos ? std::nullopt : number(text.substr(at + key.size()));
}

// PDF 1.7, §7.5.4: "xref", "0 COUNT", then entries of twenty bytes.
std::optional<Table> read_table(std::string_view pdf) {
    constexpr std::string_view start = "startxref\n", head = "xref\n0 ";
    constexpr std::size_t entry_size = 20;
    const auto last = pdf.rfind(start);
    if (last == pdf.npos) return {};
    const auto at = number(pdf.substr(last + start.size()));
    if (!at || *at >= last || !pdf.substr(*at).starts_with(head)) return {};
    const auto count = number(pdf.substr(*at + head.size()));
    const auto line = pdf.find('\n', *at + head.size());
    if (!count || *count > (last - *at) / entry_size) return {};
    Table table;
    table.at = *at;
    for (std::size_t i = 1; i < *count; ++i) {
        const auto offset = number(pdf.substr(line + 1 + i * entry_size, 10));
        if (!offset || *offset >= *at) return {};
        table.objects.emplace_back(*offset, static_cast<std::uint32_t>(i));
    }
    std::ranges::sort(table.objects);
    const auto trailer = pdf.substr(line + 1 + *count * entry_size, last - (line + 1 + *count * entry_size));
    const auto root = number_after(trailer, "/Root "), info = number_after(trailer, "/Info ");
    if (!trailer.starts_with("trailer") || !root || !info) return {};
    table.root = static_cast<std::uint32_t>(*root), table.info = static_cast<std::uint32_t>(*info);
    return table;
}

std::optional<std::string> unpacked(std::string_view bytes) {
    std::string text;
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    int status = Z_OK;
    while (status == Z_OK && text.size() < content_bytes_max) {
        const auto size = text.size();
        text.resize(size + std::max<std::size_t>(16'384, size));
        stream.next_out = reinterpret_cast<Bytef*>(text.data() + size);
        stream.avail_out = static_cast<uInt>(text.size() - size);
        status = inflate(&stream, Z_NO_FLUSH);
        text.resize(text.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? std::optional(std::move(text)) : std::nullopt;
}

std::string packed(std::string_view text) {
    auto size = compressBound(text.size());
    std::string bytes(size, '\0');
    compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(),
              Z_DEFAULT_COMPRESSION);
    bytes.resize(size);
    return bytes;
}

// Cairo writes "/P << /MCID 3 >> BDC" and "EMC" each on a line, outside of texts. What stands between an EMC and the next such line
// is of no element. A string that is cut over lines ends them with "\" or an operator, so that none looks like a mark.
std::string with_artifacts(std::string_view content) {
    std::string out;
    bool within = false, artifact = false;
    int depth = 0;  // of marks inside the element, or inside the artifact: /ActualText
    for (std::size_t at = 0; at < content.size();) {
        const auto end = std::min(content.find('\n', at), content.size());
        const auto line = content.substr(at, end - at);
        at = end + 1;
        const bool begins = !within && line.starts_with('/') && line.find(" << /MCID ") != line.npos && line.ends_with(" BDC");
        if (begins) {
            if (artifact) out += "EMC\n";
            artifact = false, within = true, depth = 0;
        } else {
            if (line == "BDC" || line.ends_with(" BDC")) ++depth;
            const bool closes = line == "EMC" && depth-- == 0 && within;
            if (closes) within = false, depth = 0;
            else if (!within && line == "Q" && artifact && depth == 0) out += "EMC\n", artifact = false;
            else if (!within && !artifact && !line.empty() && line != "q" && line != "Q" && !line.ends_with(" cm"))
                out += "/Artifact BMC\n", artifact = true;
        }
        out.append(line) += '\n';
    }
    if (artifact) out += "EMC\n";
    return out;
}

std::string escaped(std::string_view text) {  // XML 1.0, §2.4
    std::string out;
    for (const char c : printable(text)) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else out += c;
    }
    return out;
}

// ISO 16684-1: what the dictionary of information says, for the programs that read no other.
std::string xmp(const Document& document) {
    const auto alternative = [](std::string_view name, std::string_view text) {
        return text.empty()
                   ? std::string()
                   : fmt::format("<dc:{0}><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></dc:{0}>\n", name, escaped(text));
    };
    std::string text =
        "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n";
    text += alternative("title", document.title) + alternative("description", document.subject);
    if (!document.author.empty()) text += "<dc:creator><rdf:Seq><rdf:li>" + escaped(document.author) + "</rdf:li></rdf:Seq></dc:creator>\n";
    text += fmt::format("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n", base::code(document.language));
    text += fmt::format("<xmp:CreateDate>{}T00:00:00Z</xmp:CreateDate>\n", document.made.iso());
    return text + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

class Finisher {
public:
    Finisher(std::string_view pdf, const Document& document) : pdf_(pdf), document_(document) {}
    std::optional<std::string> finish();

private:
    std::string_view object(std::size_t i) const {
        const auto end = i + 1 < table_.objects.size() ? table_.objects[i + 1].first : table_.at;
        return pdf_.substr(table_.objects[i].first, end - table_.objects[i].first);
    }
    bool add(std::uint32_t number, std::string_view object);
    bool add_content(std::string_view object);

    std::string_view pdf_;
    const Document& document_;
    Table table_;
    std::string out_;
    std::map<std::uint32_t, std::size_t> lengths_;  // objects that hold the length of a stream, and the new one
    std::vector<std::uint32_t> contents_;           // streams that are pages; sorted
};

bool Finisher::add_content(std::string_view object) {
    constexpr std::string_view begin = "\nstream\n", end = "\nendstream";
    const auto from = object.find(begin), to = object.rfind(end);
    const auto length = number_after(object.substr(0, from), "/Length ");
    if (from == object.npos || to == object.npos || to < from + begin.size() || !length) return false;
    if (object.substr(0, from).find("/FlateDecode") == object.npos) return false;
    const auto content = unpacked(object.substr(from + begin.size(), to - from - begin.size()));
    if (!content) return false;
    const auto bytes = packed(with_artifacts(*content));
    out_.append(object.substr(0, from + begin.size())).append(bytes).append(object.substr(to));
    lengths_[static_cast<std::uint32_t>(*length)] = bytes.size();
    return true;
}

bool Finisher::add(std::uint32_t number, std::string_view object) {
    const auto head = object.find(" 0 obj\n");
    if (head == object.npos) return false;
    const auto text = object.substr(head + 7);
    const auto insert = [&](std::size_t at, std::string_view added) {
        out_.append(object.substr(0, at)).append(added).append(object.substr(at));
        return true;
    };
    if (number == table_.root) {
        constexpr std::string_view mark = "/Type /Catalog";
        const auto at = object.find(mark);
        if (at == object.npos) return false;
        return insert(at + mark.size(),
                      fmt::format("\n   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n   /Metadata {} 0 R",
                                  base::code(document_.language), table_.objects.size() + 1));
    }
    if (text.starts_with("<< /Type /StructElem\n   /S /TH\n")) return insert(object.rfind(">>"), "   /A << /O /Table /Scope /Column >>\n");
    if (std::ranges::binary_search(contents_, number)) return add_content(object);
    if (const auto length = lengths_.find(number); length != lengths_.end()) {
        out_ += fmt::format("{} 0 obj\n   {}\nendobj\n", number, length->second);
        return true;
    }
    out_ += object;
    return true;
}

std::optional<std::string> Finisher::finish() {
    auto table = read_table(pdf_);
    if (!table) return {};
    table_ = std::move(*table);
    for (std::size_t i = 0; i < table_.objects.size(); ++i) {
        const auto text = object(i).substr(0, 400);
        if (text.find("<< /Type /Page ") == text.npos && text.find("<< /Type /Page\n") == text.npos) continue;
        const auto content = number_after(object(i), "/Contents ");
        if (!content) return {};
        contents_.push_back(static_cast<std::uint32_t>(*content));
    }
    std::ranges::sort(contents_);
    if (contents_.empty()) return {};

    out_.reserve(pdf_.size() + pdf_.size() / 10);
    out_ += pdf_.substr(0, table_.objects.front().first);
    std::vector<std::size_t> offsets(table_.objects.size() + 2);
    for (std::size_t i = 0; i < table_.objects.size(); ++i) {
        offsets[table_.objects[i].second] = out_.size();
        if (!add(table_.objects[i].second, object(i))) return {};
    }
    offsets.back() = out_.size();
    const auto metadata = xmp(document_);
    out_ += fmt::format("{} 0 obj\n<< /Type /Metadata\n   /Subtype /XML\n   /Length {}\n>>\nstream\n{}\nendstream\nendobj\n",
                        offsets.size() - 1, metadata.size(), metadata);
    const auto at = out_.size();
    out_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets.size());
    for (std::size_t i = 1; i < offsets.size(); ++i) out_ += fmt::format("{:010} 00000 n \n", offsets[i]);
    out_ += fmt::format("trailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n>>\nstartxref\n{}\n%%EOF\n", offsets.size(), table_.root,
                        table_.info, at);
    return std::move(out_);
}

}  // namespace

std::optional<std::string> finished(std::string_view pdf, const Document& document) { return Finisher(pdf, document).finish(); }

}  // namespace papers
