// Serves the association and a small simulated network, walks through every page reachable from home in both languages and checks each;
// then a sample of each kind of page in a browser. Last line: N passed, N failed, N skipped.
import fs from 'node:fs';
import { checkAdmission } from './admission.mjs';
import { checkApplication } from './application.mjs';
import { checkCharts, checkLetterCharts } from './charts.mjs';
import { checkCity } from './city.mjs';
import { checkContent } from './content.mjs';
import { checkDesks } from './desks.mjs';
import { checkDocuments } from './documents.mjs';
import { checkLive } from './live.mjs';
import { association, folderOf, simulatedActs } from './networks.mjs';
import { checkOffice, checkSearch } from './office.mjs';
import { checkPages, noindex } from './pages.mjs';
import { checkFormats } from './formats.mjs';
import { checkGrounds, checkMap } from './maps.mjs';
import { checkPrinted } from './printed.mjs';
import { checkRows } from './rows.mjs';
import { checkSignIn } from './sign_in.mjs';
import { crawl, Site } from './site.mjs';
import { checkSituations } from './situations.mjs';
import { Tally } from './tally.mjs';
import { checkUploads } from './uploads.mjs';
import { checkFirstPaint, checkView, chromiumPath, launch, sample } from './views.mjs';

const tally = new Tally();
const all = process.env.CONCERT_BROWSER === 'all';
const simulated = folderOf(simulatedActs());
const browser = chromiumPath() ? await launch() : undefined;
if (!browser) tally.skip('no Chromium: pages are not looked at in a browser');

for (const [name, folder] of [['the association', association], ['a simulated network', simulated]]) {
    const site = await Site.start(folder, base => (folder === association ? ['--site', base] : []));
    try {
        const found = await crawl(site);
        const pages = [...found.values()].filter(page => page.html !== undefined).length;
        console.log(`${name}: ${found.size} addresses, ${pages} pages`);
        await checkPages(site, found, tally);
        tally.expect((await site.get('/nowhere')).status === 404, 'a page that does not exist is a 404');
        if (folder === simulated) for (const [target, page] of found) if (page.html) tally.expect(noindex(page), 'a simulated network is never indexed', target);
        if (folder === association) {
            await checkMap(site, found, tally);
            await checkFormats(site, found, tally);
            checkGrounds(found, tally);
            await checkRows(site, tally);
        }
        if (!browser) continue;
        const looked = sample(found, all);
        for (const [i, target] of looked.entries()) {
            await checkView(browser, site, target, tally);
            if (i % 20 === 19) console.log(`   ${i + 1} of ${looked.length} pages looked at`);
        }
        if (folder === association) {
            await checkPrinted(browser, site, found, tally);
            await checkFirstPaint(browser, site, tally);
            await checkCharts(browser, site, ['/membres', '/en/members', '/chiffres', '/en/figures', '/membres?date=2009-12-31'], tally);
        }
        else {
            await checkApplication(browser, site, tally);
            await checkSignIn(browser, site, tally);
            await checkLive(browser, site, tally);
            await checkSearch(browser, site, 'Ville-Deuxième', 'vile deuxeime', tally);
            await checkCharts(browser, site, ['/membres/4001-ville-premiere', '/en/members/4001-ville-premiere?date=2021-06-01'], tally);
            await checkLetterCharts(browser, site, [5001, 8001, 11001], tally);
            await checkOffice(browser, site, 'Ville-Candidate 0a', tally);
            await checkDocuments(browser, site, tally);
            await checkContent(browser, site, tally);
        }
    } catch (error) { tally.expect(false, `${name} can be walked through`, error.stack); }
    tally.expect(await site.stop() === 0, 'the server stops cleanly when asked');
}
await checkUploads(browser, tally);
if (browser) await checkCity(browser, tally).catch(error => tally.expect(false, 'the people of a city can work', error.stack));
if (browser) await checkAdmission(browser, tally).catch(error => tally.expect(false, 'a city can apply and be followed to the Assembly', error.stack));
if (browser) await checkSituations(browser, tally).catch(error => tally.expect(false, 'what happened to real networks can be played', error.stack));
if (browser) await checkDesks(browser, tally).catch(error => tally.expect(false, 'an office can work', error.stack));
await browser?.close();
fs.rmSync(simulated, { recursive: true });
tally.end();
