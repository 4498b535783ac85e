// What stands on the public pages of the association is what the research says, row by row and day by day. Over HTTP alone, in seconds:
//   node tests/browser/facts.mjs
import { association } from './networks.mjs';
import { checkRows } from './rows.mjs';
import { Site } from './site.mjs';
import { Tally } from './tally.mjs';

const tally = new Tally();
const site = await Site.start(association);
try {
    await checkRows(site, tally);
} finally { await site.stop(); }
tally.end();
