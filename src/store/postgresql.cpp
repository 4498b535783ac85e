#include "store/engine.h"
namespace store {
std::unique_ptr<Db> open_postgresql(const Location&, Access) { throw Fault("not yet"); }
}
