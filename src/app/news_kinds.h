// What the news of this network say.
#pragma once
#include "news/pages.h"

namespace app {

const news::Kinds& news_kinds();

}  // namespace app
