// Lighthouse: 100 for accessibility, best practices and SEO, on one page of each kind of the association's site, in both languages. What
// may not be indexed has no SEO to judge. With words as parameters: only addresses that hold one of them.
//   tests/browser/lighthouse/run [WORD…]
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { association } from '../networks.mjs';
import { noindex } from '../pages.mjs';
import { crawl, kindOf, Site } from '../site.mjs';
import { Tally } from '../tally.mjs';
import { chromiumPath } from '../views.mjs';

const tally = new Tally();
const asked = process.argv.slice(2);

function onePerKind(found) {
    const kinds = new Map();
    for (const [target, page] of found) if (page.html !== undefined && page.status === 200 && !target.includes('?') && !kinds.has(kindOf(target))) kinds.set(kindOf(target), target);
    return [...kinds.values()].filter(target => !asked.length || asked.some(word => target.includes(word)));
}

async function look(site, chromium, target, page) {
    const categories = ['accessibility', 'best-practices', ...(noindex(page) ? [] : ['seo'])];
    const { lhr } = await lighthouse(site.base + target, { port: chromium.port, onlyCategories: categories, logLevel: 'error', output: 'json', throttlingMethod: 'provided' });
    tally.expect(!lhr.runtimeError, 'Lighthouse can look at a page', `${target}: ${lhr.runtimeError?.message}`);
    for (const category of Object.values(lhr.categories)) {
        const faults = category.auditRefs.filter(one => one.weight > 0).map(one => lhr.audits[one.id]).filter(audit => audit.score !== null && audit.score < 1).map(audit => audit.id);
        tally.expect(category.score === 1, `Lighthouse gives 100 for ${category.id}`, `${target}: ${Math.round(category.score * 100)}: ${faults}`);
    }
}

if (!chromiumPath()) tally.skip('no Chromium: Lighthouse looks at nothing');
else {
    const site = await Site.start(association, base => ['--site', base]);
    const chromium = await launch({ chromePath: chromiumPath(), chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] });
    try {
        const found = await crawl(site), targets = onePerKind(found);
        console.log(`${targets.length} pages`);
        for (const [i, target] of targets.entries()) {
            await look(site, chromium, target, found.get(target));
            if (i % 10 === 9) console.log(`   ${i + 1} of ${targets.length}`);
        }
    } finally {
        await chromium.kill();
        await site.stop();
    }
}
tally.end();
