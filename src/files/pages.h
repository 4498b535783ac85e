// What app serves of files: those on their way here, and those on their way out.
#pragma once
#include "files/shelf.h"
#include "files/uploads.h"
