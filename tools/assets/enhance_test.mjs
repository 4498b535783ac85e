// The script in a real browser: filters and sorts swap, focus stays, going back works, failures become plain navigation.
// Says "skipped" where no Chromium is installed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { built } from './build.mjs';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file => fs.existsSync(file));
if (!executablePath) {
    console.log('skipped: no Chromium');
    process.exit(0);
}

const cities = ['Abidjan', 'Bordeaux', 'Cotonou', 'Dakar'];
const requests = [];
function page(url) {
    const wanted = (url.searchParams.get('q') ?? '').toLowerCase(), down = url.searchParams.get('tri') === 'desc';
    const found = cities.filter(city => city.toLowerCase().includes(wanted));
    if (down) found.reverse();
    return `<!doctype html><html lang="fr"><title>${found.length} villes</title><meta charset="utf-8">
<form id="f" action="/villes" data-swap="resultats compte"><input type="search" id="q" name="q" value="${wanted}"><select id="s" name="pays"><option value="">Tous</option><option>CI</option></select></form>
<p id="compte" role="status">${found.length}</p>
<div id="resultats" tabindex="-1"><input type="hidden" name="tri" value="${down ? 'desc' : ''}" form="f">
<a id="tri" data-swap="resultats compte" href="/villes?tri=${down ? '' : 'desc'}">Nom</a><a id="casse" data-swap="resultats" href="/absent">Plus</a><ol>${found.map(city => `<li>${city}</li>`).join('')}</ol></div>
${url.pathname === '/erreur' ? '<div class="err" role="alert" tabindex="-1">Un champ</div>' : ''}<script src="/enhance.js"></script></html>`;
}
const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    requests.push(url.pathname + url.search);
    if (url.pathname === '/enhance.js') return response.setHeader('content-type', 'text/javascript').end(fs.readFileSync(path.join(built, 'enhance.js')));
    if (url.pathname === '/absent') return response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<title>absente</title><p>Cette page n’existe pas');
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page(url));
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const base = `http://localhost:${server.address().port}`;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const view = await browser.newPage();
const list = () => view.locator('li').allTextContents();
const focused = () => view.evaluate(() => document.activeElement.id);
const until = (test, argument) => view.waitForFunction(test, argument, { timeout: 3000 });
const tests = {
    'Typing swaps the list and its count, keeps the focus and what is typed, and puts the view in the address': async () => {
        await view.goto(`${base}/villes`);
        const before = requests.length;
        await view.locator('#q').pressSequentially('da', { delay: 20 });
        await until(() => document.querySelectorAll('li').length === 1);
        assert.deepEqual(await list(), ['Dakar']);
        assert.equal(await view.textContent('#compte'), '1');
        assert.equal(await focused(), 'q');
        assert.equal(await view.inputValue('#q'), 'da');
        assert.equal(new URL(view.url()).search, '?q=da');
        assert.equal(await view.title(), '1 villes');
        assert.equal(requests.slice(before).filter(request => request.includes('q=')).length, 1, 'one request for two letters');
        assert.equal(await view.getAttribute('#resultats', 'aria-busy'), 'false');
    },
    'A sort link swaps in place, keeps its focus, and is remembered by the filters': async () => {
        await view.goto(`${base}/villes`);
        await view.locator('#tri').focus();
        await view.keyboard.press('Enter');
        await until(() => document.querySelector('li').textContent === 'Dakar');
        assert.equal(await focused(), 'tri');
        await view.locator('#s').selectOption('CI');
        await until(() => location.search.includes('pays=CI'));
        assert.equal(new URL(view.url()).searchParams.get('tri'), 'desc');
    },
    'Going back shows the view before': async () => {
        await view.goto(`${base}/villes`);
        await view.click('#tri');
        await until(() => location.search === '?tri=desc' && document.querySelector('li').textContent === 'Dakar');
        await view.goBack();
        await until(() => document.querySelector('li')?.textContent === 'Abidjan');
        assert.equal(new URL(view.url()).search, '');
    },
    'An answer that is not a page of the list is visited as a page': async () => {
        await view.goto(`${base}/villes`);
        await view.click('#casse');
        await until(() => document.title === 'absente');
        assert.equal(new URL(view.url()).pathname, '/absent');
    },
    'An error summary takes the focus': async () => {
        await view.goto(`${base}/erreur`);
        assert.equal(await view.evaluate(() => document.activeElement.className), 'err');
    },
};
let failed = 0;
for (const [title, run] of Object.entries(tests))
    try { await run(); console.log(`ok      ${title}`); } catch (error) { failed++; console.error(`FAILED  ${title}\n${error.message}`); }
await browser.close();
server.close();
process.exit(failed ? 1 : 0);
