// What stands on the public pages of the association is what the research says, row by row and day by day; how they are found; their feeds,
// calendars and data. Over HTTP alone, in half a minute:
//   node tests/browser/facts.mjs
import { checkFormats } from './formats.mjs';
import { checkGrounds, checkMap } from './maps.mjs';
import { association } from './networks.mjs';
import { checkRows } from './rows.mjs';
import { crawl, Site } from './site.mjs';
import { Tally } from './tally.mjs';

const tally = new Tally();
const site = await Site.start(association, base => ['--site', base]);
try {
    await checkRows(site, tally);
    const found = await crawl(site);
    await checkMap(site, found, tally);
    await checkFormats(site, found, tally);
    checkGrounds(found, tally);
} finally { await site.stop(); }
tally.end();
