// Whether a value of the query is of the kind its parameter declares.
#pragma once
#include "base/verdict.h"
#include "web/api_route.h"

namespace web {

std::optional<base::Wrong> fault_of(const ApiParameter&, const std::string& value);

}  // namespace web
