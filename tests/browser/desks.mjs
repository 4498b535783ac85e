// Every page of the office (office_pages.mjs), as who may see it: markup, weight, requests, axe in light and dark, wide and narrow, the
// keyboard, the same words without JavaScript, in both languages (half of the looks in each). Then a letter is written, looked at, sent, and sent again where it came back.
import zlib from 'node:zlib';
import { FilledOffice, letter } from './filled_office.mjs';
import { officePages } from './office_pages.mjs';
import { budgets, markupFault } from './pages.mjs';
import { checkKeyboard, checkLooks, looks, wordsOf } from './views.mjs';

export async function checkDesks(browser, tally) {
    const office = await FilledOffice.open(browser);
    try {
        for (const asked of officePages(office))
            for (const language of ['fr', 'en'])
                await look(office, asked, language, tally).catch(error => tally.expect(false, 'a page of the office can be looked at', `${asked.name}, ${language}: ${error.message}`));
        for (const javaScriptEnabled of [true, false]) await mail(office, javaScriptEnabled, tally).catch(error => tally.expect(false, 'a letter can be written', error.stack));
    } finally { tally.expect(await office.close() === 0, 'the server of the office stops cleanly'); }
}

async function look(office, { name, who, at, steps, status }, language, tally) {
    const words = `${name}, ${language}`, context = await office.as(who);
    try {
        const page = await context.newPage();
        const requests = [], complaints = [];
        page.on('request', request => {  // of the page that is open now, its redirections aside
            if (request.isNavigationRequest()) requests.length = 0;
            requests.push(request.url());
        });
        page.on('pageerror', error => complaints.push(String(error)));
        await page.addInitScript(() => { window.violations = []; document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)); });
        let answer = await page.goto(office.base + at[language], { waitUntil: 'load' });
        await page.waitForTimeout(100);  // the icon comes after all else
        if (steps) answer = await steps(page), await page.waitForTimeout(100);
        tally.expect(answer.status() === status, 'a page of the office answers as it should', `${words}: ${answer.status()}`);
        tally.expect(requests.length <= budgets.requests, `a page takes at most ${budgets.requests} requests of somebody signed in too`, `${words}: ${requests.join(' ')}`);
        const html = await answer.text(), weight = zlib.brotliCompressSync(html).length;
        tally.expect(weight <= budgets.page, `a page weighs at most ${budgets.page} bytes of brotli`, `${words}: ${weight}`);
        const fault = await markupFault(html);
        tally.expect(!fault, 'a page of the office is valid HTML', `${words}:${fault}`);
        const key = html.replace(/<(code|script|style)[\s\S]*?<\/\1>/g, '').match(/>[^<]*\b(act|field|form|choice|error|mail|import|journal|desk|account|sign_in|api|thing|nav)\.[a-z_]+\.[a-z_.]+\b[^<]*</);
        tally.expect(!key, 'no page shows the key of a word instead of it', `${words}: ${key?.[0]}`);

        await checkLooks(page, words, tally, undefined, looks.filter((_, i) => i % 2 === (language === 'fr' ? 0 : 1)));
        tally.expect((await page.evaluate(() => window.violations)).length === 0, 'the content security policy is kept', words);
        tally.expect(complaints.length === 0, 'the script does not fail', `${words}: ${complaints[0]}`);
        if (steps || language === 'en') return;
        await page.setViewportSize({ width: 1280, height: 900 });
        await checkKeyboard(page, words, tally);
        const said = await wordsOf(page), instead = await page.locator('noscript').evaluateAll(all => all.map(one => one.textContent.replace(/<[^>]*>/g, '')));
        const plain = await office.as(who, { javaScriptEnabled: false });
        try {
            const same = await plain.newPage();
            await same.goto(office.base + at[language], { waitUntil: 'load' });
            const changing = text => instead.reduce((rest, words) => rest.replace(words + ' ', ''), text).replace(/\b[A-Z2-7]{4}( [A-Z2-7]{4}){4,}\b|\d{1,2}[ :h]+\d{2}/g, '');  // a new key, the time
            tally.expect(changing((await same.locator('body').innerText()).replace(/\s+/g, ' ')) === changing(said), 'a page says the same without JavaScript', words);
        } finally { await plain.close(); }
    } finally { await context.close(); }
}

// On a telephone. Two people by address: one is reached, the other's server knows nobody of that name.
async function mail(office, javaScriptEnabled, tally) {
    const words = `${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
    const context = await office.as('officer', { javaScriptEnabled, viewport: { width: 360, height: 740 } });
    const press = (page, button) => Promise.all([page.waitForNavigation(), button.click()]).then(([answer]) => answer);
    const page = await context.newPage(), main = async () => (await page.locator('main').innerText()).replace(/\s/g, ' ');
    await page.goto(`${office.base}/courrier`);
    await press(page, page.getByRole('link', { name: 'Écrire un courrier' }));
    const nobody = await press(page, page.locator('button[value="look"]'));
    const wrong = await page.locator('[role="alert"] a').allInnerTexts();
    tally.expect(nobody.status() === 422 && wrong.some(line => line.startsWith('Destinataires')) && wrong.some(line => line.startsWith('Objet')), 'everything that is missing of a letter is said at once', `${words}: ${wrong.join('; ')}`);
    await page.locator('[name="people"]').fill('MAIRE5@ville.example.org, inconnu3@ville.example.org');
    for (const [field, value] of Object.entries(letter)) await page.locator(`[name="${field}"]`).fill(value);
    await press(page, page.locator('button[value="look"]'));
    const seen = await main();
    tally.expect(seen.includes('À 2 destinataires') && seen.includes('Hôtel de ville, Ville-Alizé') && seen.includes(letter.subject_en), 'a letter is seen whole before it is sent, its meeting too', `${words}: ${seen.slice(0, 300)}`);
    await press(page, page.locator('button[value="edit"]'));
    tally.expect(await page.locator('[name="subject_fr"]').inputValue() === letter.subject_fr, 'what was written is kept when it is changed', words);
    await press(page, page.locator('button[value="look"]'));
    const before = office.box.taken.length;
    await press(page, page.locator('button[value="send"]'));
    await office.box.find('maire5@ville.example.org', /conviés/, before);
    const address = page.url();
    for (let tries = 0; tries < 100 && /En attente|En cours/.test(await main()); tries++) await page.waitForTimeout(100).then(() => page.goto(address));
    const first = page.locator('main table').last().locator('tbody tr').first();
    tally.expect((await first.innerText()).includes('No such mailbox'), 'who was not reached stands first, with the server’s words', `${words}: ${await main()}`);
    await press(page, first.getByRole('button', { name: 'Renvoyer' }));
    tally.expect(page.url() === address && (await main()).includes('Renvoyé'), 'a message is sent again from the page of its letter', `${words}: ${await main()}`);
    await page.goto(`${office.base}/courrier/avis`);
    tally.expect((await main()).includes('Accusé de réception'), 'messages that acts send are listed', words);
    await context.close();
}
