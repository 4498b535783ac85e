// One sheet of a workbook, as it is parsed. Of xlsx_read.
#pragma once
#include "papers/xlsx_parts.h"

namespace papers {

class Sheet : public PartHandler {
public:
    Sheet(const SharedTexts& texts, const Styles& styles, Epoch epoch) : texts_(texts), styles_(styles), epoch_(epoch) {}
    void start(std::string_view name, const XmlAttributes&) override;
    void end(std::string_view name) override;
    void text(std::string_view) override;

    std::vector<XlsxTable::Row> rows;  // filled in by the end
    std::vector<XlsxFault> faults;     // with the cell, without the sheet; when `problem` is set, the last one is that
    void finish();                     // after the last piece

private:
    enum class Kind { number, shared, inline_text, text, boolean, error, date, unknown };

    void start_row(const XmlAttributes&);
    void end_row();
    void start_cell(const XmlAttributes&);
    void end_cell();
    void merge(std::string_view range);
    void say(XlsxProblem);     // of this cell
    void refuse(XlsxProblem);  // at this cell; ends the reading
    std::string value();       // of this cell; says what is wrong with it
    std::string shared();
    std::string number();
    std::string iso_date();

    const SharedTexts& texts_;
    const Styles& styles_;
    Epoch epoch_;

    XlsxTable::Row row_;
    std::int64_t row_number_ = 0, column_ = -1;
    Kind kind_ = Kind::number;
    std::size_t style_ = 0;
    std::string collected_;  // of <v>, or of the <t> of <is>
    RichText rich_;
    std::size_t text_bytes_ = 0;
    std::uint64_t cells_merged_ = 0;
    bool in_data_ = false, in_row_ = false, in_cell_ = false, in_value_ = false, in_inline_ = false;
    bool has_formula_ = false, has_value_ = false;
};

}  // namespace papers
