// A city's file from a telephone to the Assembly: a scan of 5 MB by a line that drops, the code and the message that follow it, a piece that
// was missing, a second telephone; and the secretariat that brings it there, one action after another. With the script and without.
// CONCERT_BROWSER=all: a slow line of 50 kB/s, cut every 30 seconds.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FilledOffice, day } from './filled_office.mjs';
import { Tally } from './tally.mjs';
import { chromiumPath, launch } from './views.mjs';

const slow = process.env.CONCERT_BROWSER === 'all';
const line = slow ? { bytesPerSecond: 50_000, everyMs: 30_000 } : { bytesPerSecond: 1_200_000, everyMs: 1_500 };
const patience = slow ? 600_000 : 60_000;
const phone = { viewport: { width: 360, height: 740 }, locale: 'fr-FR', hasTouch: true, isMobile: true };
const scan = () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5_000_000), Buffer.from('\nstartxref\n0\n%%EOF\n')]);
const small = name => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF\n') });
const send = (page, selector = 'main form[method="post"] .fin .btn') => Promise.all([page.waitForNavigation({ timeout: patience }), page.locator(selector).first().click()]).then(([answer]) => answer);
const said = async page => (await page.locator('main').innerText()).replace(/[\u00a0\u202f]/g, ' ');

async function fill(page, name, javaScriptEnabled) {
    const values = { name, country: 'TD', kind: 'city', population: '54 000', population_from: 'Recensement de 2023', french: 'official', authority: 'council', deliberation_date: day(-20), titular_title: 'Maire', titular_name: 'Zoé Titulaire', contact_name: 'Claire Exemple', contact_email: `mairie.${javaScriptEnabled ? 'a' : 'b'}@ville.example.org` };
    for (const [field, value] of Object.entries(values)) {
        const control = page.locator(`[name="${field}"]`).first(), kind = await control.evaluate(element => `${element.tagName} ${element.type}`);
        if (kind.startsWith('SELECT')) await control.selectOption(value);
        else if (kind.endsWith('radio')) await page.locator(`[name="${field}"][value="${value}"]`).check();
        else await control.fill(value);
    }
    return values.contact_email;
}

// The line of a page: so fast, and gone for half a second now and then.
async function throttle(context, page) {
    const session = await context.newCDPSession(page);
    const set = offline => session.send('Network.emulateNetworkConditions', { offline, latency: 400, downloadThroughput: line.bytesPerSecond, uploadThroughput: line.bytesPerSecond }).catch(() => {});
    await session.send('Network.enable');
    await set(false);
    let cuts = 0;
    const timer = setInterval(async () => { cuts++; await set(true); setTimeout(() => set(false), 500); }, line.everyMs);
    return { cuts: () => cuts, stop: () => { clearInterval(timer); return set(false); } };
}

async function apply(browser, office, javaScriptEnabled, tally) {
    const words = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', name = `Ville-Sahel ${javaScriptEnabled ? 'une' : 'deux'}`;
    const context = await browser.newContext({ ...phone, javaScriptEnabled }), page = await context.newPage();
    try {
        await page.goto(`${office.base}/devenir-membre`);
        const email = await fill(page, name, javaScriptEnabled), known = office.box.taken.length;
        const file = path.join(office.folder, `scan-${javaScriptEnabled}.pdf`);
        fs.writeFileSync(file, scan());
        if (javaScriptEnabled) {
            const weak = await throttle(context, page);
            await page.locator('[name="deliberation"]').setInputFiles(file);
            await page.getByText('Fichier reçu').waitFor({ timeout: patience });
            await weak.stop();
            tally.expect(weak.cuts() >= 2, 'the line was cut while the scan of a city left', `${weak.cuts()} cuts`);
            tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, 'nothing overflows on a telephone of 360 px');
        } else await page.locator('[name="deliberation"]').setInputFiles(file);
        await page.waitForTimeout(600);
        await send(page);
        const told = await said(page), url = new URL(page.url());
        tally.expect(/\/candidatures\/\d+$/.test(url.pathname) && told.includes('sous le numéro') && told.includes(name), 'a city that has applied is told its number and its code', `${words}: ${told.slice(0, 300)}`);
        tally.expect(told.includes('Lettre au Président') && told.includes('Secrétariat permanent') && told.includes('date non fixée'), 'its page says what is missing, who holds the file and that no day is fixed', words);
        const [link] = await office.box.find(email, /http:\S+code=\S+/, known);
        await page.goto(link);
        await send(page, 'main form[action$="/adresse"] button');
        tally.expect((await said(page)).includes('Adresse du contact confirmée'), 'the address is confirmed from the message', words);

        const second = await browser.newContext({ ...phone, javaScriptEnabled }), other = await second.newPage();
        await other.goto(`${office.base}/devenir-membre`);
        await fill(other, name.toUpperCase(), javaScriptEnabled);
        await other.locator('[name="deliberation"]').setInputFiles(small('d.pdf'));
        await other.waitForTimeout(300);
        const refused = await send(other), number = url.pathname.match(/\d+$/)[0];
        tally.expect(refused.status() === 422 && (await said(other)).includes(`n° ${number}`), 'a second telephone is told the number of the first application', words);
        await second.close();
        return { name, email, number, followed: url.pathname + url.search.replace('&sent=1', '') };
    } finally { await context.close(); }
}

async function examine(browser, office, file, javaScriptEnabled, tally) {
    const words = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';
    const context = await office.as('officer', { javaScriptEnabled }), page = await context.newPage();
    const open = () => page.goto(`${office.base}/candidatures/${file.number}`);
    const act = async (label, fields) => {
        await open();
        await page.getByRole('link', { name: label, exact: true }).first().click();
        for (const [field, value] of Object.entries(fields)) {
            const control = page.locator(`[name="${field}"]`).first(), kind = await control.evaluate(element => `${element.tagName} ${element.type}`);
            if (kind.startsWith('SELECT')) await control.selectOption(value);
            else if (kind.endsWith('radio')) await page.locator(`[name="${field}"][value="${value}"]`).check();
            else await control.fill(value);
        }
        const answer = await send(page, 'main form[method="post"] .fin .btn:not([name])');
        tally.expect(answer.status() === 200 && answer.request().redirectedFrom() !== null, 'each step is an act of the secretariat', `${words}, ${label}: ${answer.status()} ${(await said(page)).slice(0, 200)}`);
    };
    try {
        await page.goto(`${office.base}/candidatures`);
        tally.expect(await page.locator('main table tbody tr').filter({ hasText: file.name }).getByRole('link').count() === 2, 'the queue of the secretariat has one action a row', words);
        await page.goto(`${office.base}/a-faire?kind=application`);
        tally.expect((await said(page)).includes(file.name), 'a file to check is on the desk', words);
        const known = office.box.taken.length;
        await act('Demander une pièce', { piece: 'letter', words: 'Une lettre signée par le maire.' });
        const [link] = await office.box.find(file.email, /http:\S+code=\S+/, known);

        const city = await browser.newContext({ ...phone, javaScriptEnabled }), own = await city.newPage();
        await own.goto(link);
        tally.expect((await said(own)).includes('Une lettre signée par le maire.'), 'the applicant reads what is asked', words);
        await own.getByRole('link', { name: 'Envoyer une pièce' }).click();
        await own.locator('[name="piece"]').first().evaluate(element => element.tagName) === 'SELECT' ? await own.locator('[name="piece"]').selectOption('letter') : await own.locator('[name="piece"][value="letter"]').check();
        await own.locator('[name="file"]').setInputFiles(small('lettre.pdf'));
        await own.waitForTimeout(400);
        await send(own);
        tally.expect((await said(own)).includes('lettre.pdf') && (await said(own)).includes('Rien ne manque'), 'what was missing is there', `${words}: ${(await said(own)).slice(0, 400)}`);

        await act('Constater que le dossier est complet', {});
        await act('Enregistrer l’avis de la capitale, ou son absence', { opinion: 'not_needed', on: day(0) });
        await act('Enregistrer l’examen par le Bureau', { advice: 'favourable', on: day(0) });
        await act('Inscrire à l’ordre du jour de l’Assemblée', { session: day(60) });
        await page.goto(`${office.base}/a-faire?kind=application_assembly`);
        tally.expect((await said(page)).includes(file.name), 'a file that is ready is on the desk for the Assembly', words);
        await own.goto(office.base + file.followed);
        tally.expect(/Prête pour l’Assemblée[\s\S]*L’Assemblée générale[\s\S]*Séance de l’Assemblée/.test(await said(own)), 'the applicant sees the session its file waits for', `${words}: ${(await said(own)).slice(0, 300)}`);
        await city.close();
    } finally { await context.close(); }
}

export async function checkAdmission(browser, tally) {
    const office = await FilledOffice.open(browser);
    try {
        for (const javaScriptEnabled of [true, false]) {
            const file = await apply(browser, office, javaScriptEnabled, tally);
            await examine(browser, office, file, javaScriptEnabled, tally);
        }
    } finally { await office.close(); }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const tally = new Tally(), browser = chromiumPath() ? await launch() : undefined;
    if (!browser) tally.skip('no Chromium: nobody applies');
    else await checkAdmission(browser, tally).catch(error => tally.expect(false, 'a city can apply and be followed to the Assembly', error.stack));
    await browser?.close();
    tally.end();
}
