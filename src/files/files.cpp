#include "files/files.h"

namespace files {

std::string_view tables() {
    return
#include "src/files/tables.sql.inc"
        ;
}

}  // namespace files
