// Files through a line that drops: once, whole, under the same hash. In Chromium by the page's own script, and from outside by a client
// of the tus protocol that is not ours. CONCERT_BROWSER=all: a slow line that is cut every 30 seconds.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as tus from 'tus-js-client';
import { folderOf, simulatedActs } from './networks.mjs';
import { CuttingProxy } from './proxy.mjs';
import { program, Site } from './site.mjs';
import { Tally } from './tally.mjs';
import { chromiumPath, launch } from './views.mjs';

const line = process.env.CONCERT_BROWSER === 'all' ? { everyMs: 30_000, bytesPerSecond: 150_000 } : { everyMs: 1_500, bytesPerSecond: 5_000_000 };
const patience = process.env.CONCERT_BROWSER === 'all' ? 600_000 : 60_000;
const pdfOf = size => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size), Buffer.from('\nstartxref\n0\n%%EOF\n')]);
const hashOf = bytes => createHash('sha256').update(bytes).digest('hex');
const kept = (site, hash) => path.join(site.database.replace(/\.db$/, '.files'), hash.slice(0, 2), hash.slice(2));
const parts = site => { const folder = path.join(site.database.replace(/\.db$/, '.files'), 'uploads'); return fs.existsSync(folder) ? fs.readdirSync(folder) : []; };
const keptFiles = site => fs.readdirSync(site.database.replace(/\.db$/, '.files'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;

// What an outside client got, by the address of its upload.
const upload = (endpoint, bytes, options = {}) => new Promise((done, failed) => {
    const sending = new tus.Upload(bytes, { endpoint: `${endpoint}/api/uploads`, chunkSize: 1 << 20, retryDelays: Array(40).fill(200), metadata: { filename: 'rapport.pdf' }, onSuccess: () => done(sending.url), onError: failed, ...options });
    sending.start();
});
const result = async address => { const answer = await fetch(address); return { status: answer.status, body: await answer.json() }; };

async function checkOutsideClient(site, tally) {
    const bytes = pdfOf(20_000_000), proxy = await CuttingProxy.start(site.port, line);
    try {
        const address = await upload(proxy.base, bytes);
        const { body } = await result(address.replace(proxy.base, site.base));
        tally.expect(proxy.cuts >= 2, 'the line was cut while a client sent', `${proxy.cuts} cuts`);
        tally.expect(body.sha256 === hashOf(bytes) && body.size === bytes.length && body.media_type === 'application/pdf', 'tus-js-client sends 20 MB through a line that drops, whole', JSON.stringify(body));
        tally.expect(hashOf(fs.readFileSync(kept(site, hashOf(bytes)))) === hashOf(bytes), 'what is kept is what was sent');
        tally.expect(parts(site).length === 0 && keptFiles(site) === 1, 'it is kept once, and nothing else stays');
    } finally { await proxy.stop(); }

    const status = error => error.originalResponse?.getStatus();
    const huge = await upload(site.base, Buffer.from('x'), { uploadSize: 10_000_000_000, retryDelays: [] }).catch(status);
    tally.expect(huge === 413, 'ten gigabytes are refused when they are announced', String(huge));
    const begun = new tus.Upload(pdfOf(3_000_000), { endpoint: `${site.base}/api/uploads`, chunkSize: 1 << 20, retryDelays: [], onChunkComplete: () => begun.abort() });
    await new Promise(paused => { begun.options.onChunkComplete = () => begun.abort().then(paused); begun.start(); });
    await tus.Upload.terminate(begun.url);
    tally.expect((await result(begun.url)).status === 404 && parts(site).length === 0, 'a client that terminates leaves nothing');
    const bomb = await upload(site.base, Buffer.from('PK\x03\x04 and no more'), { metadata: { filename: 'budget.xlsx' } }).then(result);
    tally.expect(bomb.status === 422 && bomb.body.code === 'acts.upload_broken', 'a file that cannot be taken is told as a problem', JSON.stringify(bomb));
}

// The program is killed in the middle: what it acknowledged is there when it starts again.
async function checkKilled(site, tally) {
    const bytes = pdfOf(8_000_000);
    let killed = false, acknowledged = 0;
    const begun = upload(site.base, bytes, {
        retryDelays: Array(100).fill(100),
        onChunkComplete: (_, accepted) => {
            if (killed || accepted < 4_000_000) return;
            killed = true;
            acknowledged = accepted;
            site.process.kill('SIGKILL');
            site.process = spawn(program, ['serve', site.database, '--listen', `127.0.0.1:${site.port}`], { stdio: ['ignore', 'ignore', 'ignore'] });
        },
    });
    const { body } = await result(await begun);
    tally.expect(killed && acknowledged >= 4_000_000 && body.sha256 === hashOf(bytes), 'a program that is killed in the middle goes on where it stopped', JSON.stringify(body));
}

const form = '/devenir-membre';
const values = { name: 'Ville-Lointaine', country: 'ML', kind: 'city', deliberation_date: '2026-01-15', contact_name: 'Claire Exemple', contact_email: 'mairie@lointaine.example.org' };
async function fill(page) {
    for (const [name, value] of Object.entries(values)) {
        const control = page.locator(`[name="${name}"]`).first();
        const kind = await control.evaluate(element => `${element.tagName} ${element.type}`);
        if (kind.startsWith('SELECT')) await control.selectOption(value);
        else if (kind.endsWith('radio')) await page.locator(`[name="${name}"][value="${value}"]`).check();
        else await control.fill(value);
    }
}
const said = page => page.locator('[data-state]').first().innerText().catch(() => '');
const arrived = page => page.getByText('Fichier reçu').waitFor({ timeout: patience });
const control = page => page.locator('input[name="deliberation"]');
const requests = page => {
    const seen = [];
    page.on('request', request => { if (request.url().includes('/api/uploads')) seen.push(`${request.method()} ${request.headers()['upload-offset'] ?? ''}`.trim()); });
    return seen;
};
// Playwright hands over buffers of at most 50 MB as files without a date: from a path, a file chosen again is the same file.
const fileOf = (site, name, bytes) => { const file = path.join(site.directory, name); fs.writeFileSync(file, bytes); return file; };

async function checkPage(browser, site, tally) {
    const proxy = await CuttingProxy.start(site.port, line);
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 360, height: 740 } });
    try {
        const page = await context.newPage(), bytes = pdfOf(20_000_000);
        for (let tries = 0; ; tries++) try { await page.goto(proxy.base + form); break; } catch (error) { if (tries > 9) throw error; }
        await fill(page);
        await control(page).setInputFiles(fileOf(site, 'delibération.pdf', bytes));
        await page.waitForTimeout(line.everyMs / 2);
        tally.expect(/Ko|Mo/.test(await said(page)), 'the page says how far the file is', await said(page));
        const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => (await window.axe.run('[data-state]')).violations.map(({ id }) => id));
        tally.expect(violations.length === 0, 'axe finds nothing in what the script adds', violations.join(' '));
        tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, 'nothing overflows while a file is on its way');
        await arrived(page);
        tally.expect(proxy.cuts >= 2, 'the line was cut while the page sent', `${proxy.cuts} cuts`);
        tally.expect(await page.locator('[name="deliberation.kept"]').inputValue() === hashOf(bytes), 'the form carries the hash of what was chosen');
        tally.expect(hashOf(fs.readFileSync(kept(site, hashOf(bytes)))) === hashOf(bytes), 'a page sends 20 MB through a line that drops, whole');
        tally.expect(parts(site).length === 0, 'nothing is left on its way');
    } finally { await context.close(); await proxy.stop(); }
}

async function checkSubmitted(browser, site, tally) {
    const proxy = await CuttingProxy.start(site.port, { bytesPerSecond: 3_000_000 });
    const context = await browser.newContext({ locale: 'fr-FR' });
    try {
        const page = await context.newPage(), bytes = pdfOf(4_000_000), seen = requests(page);
        await page.goto(proxy.base + form);
        await fill(page);
        await control(page).setInputFiles(fileOf(site, 'acte.pdf', bytes));
        await page.waitForTimeout(300);
        await page.locator('main form[method=post] .fin .btn').last().click();  // before the file has arrived
        await page.waitForURL(/\/candidatures\/\d/, { timeout: 30_000 });
        tally.expect((await page.locator('main').innerText()).includes(values.name), 'a form sent too early waits for its file, then goes');
        tally.expect(seen.filter(one => one.startsWith('POST')).length === 1, 'a file is begun once', seen.join(', '));
    } finally { await context.close(); await proxy.stop(); }
}

// The page is left in the middle; the same file chosen again goes on where it stopped. Then pause, and cancel.
async function checkReload(browser, site, tally) {
    const proxy = await CuttingProxy.start(site.port, { bytesPerSecond: 1_500_000 });
    const context = await browser.newContext({ locale: 'fr-FR' });
    try {
        const page = await context.newPage(), bytes = pdfOf(6_000_000), seen = requests(page), file = fileOf(site, 'reprise.pdf', bytes);
        await page.goto(proxy.base + form);
        await control(page).setInputFiles(file);
        await page.waitForFunction(() => document.querySelector('[data-state] progress')?.value > 1e6, { timeout: 20_000 });
        await page.reload();
        seen.length = 0;
        await control(page).setInputFiles(file);
        await page.waitForFunction(() => document.querySelector('[data-state] progress')?.value > 2e6, { timeout: 20_000 });
        tally.expect(!seen.some(one => one.startsWith('POST')) && seen[0] === 'HEAD' && Number(seen.find(one => one.startsWith('PATCH'))?.split(' ')[1]) >= 1_000_000, 'after a reload the same file goes on where it stopped', seen.join(', '));
        const pause = page.getByRole('button', { name: 'Suspendre' });
        await pause.click();
        const asked = seen.length;
        await page.waitForTimeout(1_000);
        tally.expect(seen.length === asked && (await said(page)).includes('Envoi suspendu'), 'a pause is a pause', await said(page));
        await page.getByRole('button', { name: 'Reprendre' }).click();
        await arrived(page);
        tally.expect(await page.locator('[name="deliberation.kept"]').inputValue() === hashOf(bytes), 'after a reload and a pause the file is whole');

        await control(page).setInputFiles(fileOf(site, 'autre.pdf', pdfOf(6_000_000)));
        await page.waitForFunction(() => document.querySelector('[data-state] progress')?.value > 5e5, { timeout: 20_000 });
        await page.getByRole('button', { name: 'Annuler' }).click();
        await page.getByText('Envoi annulé').waitFor();
        for (let tries = 0; parts(site).length && tries < 50; tries++) await page.waitForTimeout(100);
        tally.expect(parts(site).length === 0, 'what is cancelled is taken away here too');
        tally.expect(await control(page).evaluate(element => element.files.length) === 0, 'what is cancelled is no longer chosen');

        await control(page).setInputFiles({ name: 'delib.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><script>1</script>') });
        await page.getByText('Ce fichier est une page web').waitFor();
        tally.expect(await page.locator('[data-state] .msg').count() === 1, 'a file that cannot be taken is told beside its control, before the form is sent');
    } finally { await context.close(); await proxy.stop(); }
}

const exif = file => execFileSync('exiftool', ['-a', '-G', '-s', file], { encoding: 'utf8' });

async function checkPhoto(browser, site, tally) {
    const context = await browser.newContext({ locale: 'fr-FR' });
    try {
        const page = await context.newPage();
        await page.goto(site.base + form);
        const drawn = await page.evaluate(async () => {
            const canvas = new OffscreenCanvas(4000, 3000), brush = canvas.getContext('2d');
            for (let i = 0; i < 60_000; i++) {
                brush.fillStyle = `hsl(${Math.random() * 360} 60% ${Math.random() * 100}%)`;
                brush.fillRect(Math.random() * 4000, Math.random() * 3000, 40, 40);
            }
            const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
            return [...new Uint8Array(await blob.arrayBuffer())];
        });
        const file = fileOf(site, 'photo.jpg', Buffer.from(drawn));
        execFileSync('exiftool', ['-q', '-overwrite_original', '-GPSLatitude=14.68', '-GPSLatitudeRef=N', '-GPSLongitude=17.43', '-GPSLongitudeRef=W', '-Make=Exemple', file]);
        tally.expect(exif(file).includes('GPSLatitude'), 'the photo has a place before it is sent');
        await control(page).setInputFiles(file);
        await arrived(page);
        const words = (await said(page)).replace(/[\u00a0\u202f]/g, ' ');
        tally.expect(/Photo réduite : [\d,]+ Mo → [\d,]+ [KMk]o\./.test(words), 'the page says how much smaller the photo has become', words);
        const hash = await page.locator('[name="deliberation.kept"]').inputValue(), told = exif(kept(site, hash));
        tally.expect(!/GPS|Make/.test(told), 'exiftool finds no place in the photo that was sent', told);
        tally.expect(/ImageWidth\s+: 2560/.test(told) && /ImageHeight\s+: 1920/.test(told), 'its longest side has 2,560 pixels', told);
        tally.expect(fs.statSync(kept(site, hash)).size < fs.statSync(file).size, 'it is smaller');

        const small = await page.evaluate(async () => {
            const canvas = new OffscreenCanvas(40, 30);
            canvas.getContext('2d').fillRect(0, 0, 20, 20);
            return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.1 })).arrayBuffer())];
        });
        await control(page).setInputFiles(fileOf(site, 'petite.jpg', Buffer.from(small)));
        await arrived(page);
        tally.expect(await page.locator('[name="deliberation.kept"]').inputValue() === hashOf(Buffer.from(small)), 'a photo that would not become smaller goes as it is');
    } finally { await context.close(); }
}

export async function checkUploads(browser, tally) {
    const folder = folderOf(simulatedActs());
    const site = await Site.start(folder);
    try {
        await checkOutsideClient(site, tally);
        await checkKilled(site, tally);
        if (!browser) return;
        for (const check of [checkPage, checkSubmitted, checkReload, checkPhoto])
            await check(browser, site, tally).catch(error => tally.expect(false, `${check.name} runs to its end`, error.stack));
    } catch (error) { tally.expect(false, 'files can be sent', error.stack); } finally { await site.stop(); fs.rmSync(folder, { recursive: true }); }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const tally = new Tally(), browser = chromiumPath() ? await launch() : undefined;
    if (!browser) tally.skip('no Chromium: pages do not send files');
    await checkUploads(browser, tally);
    await browser?.close();
    tally.end();
}
