// Staff prepares an act, the titular confirms it on a telephone from the link and the code that came by mail; with the script and without.
// CONCERT_PICTURES names a folder that gets a picture of each page.
import fs from 'node:fs';
import path from 'node:path';
import { checkLooks } from './views.mjs';

export async function checkConfirmation(browser, city, tally) {
    for (const javaScriptEnabled of [false, true]) await confirm(browser, { ...city, javaScriptEnabled }, tally);
}

async function confirm(browser, { base, cookie, form, javaScriptEnabled }, tally) {
    const pictures = process.env.CONCERT_PICTURES, words = `${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
    const open = async (options = {}) => (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'fr-FR', javaScriptEnabled, ...options })).newPage();
    const look = async (page, name) => {
        if (!javaScriptEnabled) return;  // axe is a script
        await checkLooks(page, name, tally, pictures && (async (width, colorScheme) => fs.writeFileSync(path.join(pictures, `${name}-${width}-${colorScheme}.png`), await page.screenshot({ fullPage: true }))));
        await page.setViewportSize({ width: 360, height: 740 });
    };
    const press = (page, what) => Promise.all([page.waitForNavigation(), page.locator(`button[name="do"][value="${what}"]`).first().click()]).then(([answer]) => answer);
    const last = async () => (await (await fetch(base + '/letters')).json()).at(-1);

    const staff = await open();
    await staff.context().addCookies([{ ...cookie, url: base }]);
    await staff.goto(base + form);
    await look(staff, 'preparer');
    await staff.locator('[name="population"]').fill(javaScriptEnabled ? '710000' : '700000');
    await press(staff, 'confirm');
    tally.expect((await staff.locator('main').innerText()).includes('Attend le titulaire'), 'staff sees that its act waits for the titular', words);
    await look(staff, 'a-confirmer');

    const letter = await last();
    tally.expect(letter.to === 'maire@example.org', 'the titular gets a link by mail', letter.to);
    const mayor = await open();
    await mayor.goto(base + /\/confirmer\/\S+/.exec(letter.text)[0]);
    const shown = (await mayor.locator('main').innerText()).replace(/\s/g, ' ');
    tally.expect(/7[01]0 000/.test(shown) && shown.includes('Avant :') && shown.includes('Préparé par'), 'the page says in words what will be done, and who prepared it', shown.slice(0, 300));
    await look(mayor, 'confirmer');
    await press(mayor, 'code');
    await look(mayor, 'confirmer-code');
    await mayor.locator('[name="code"]').fill('12');
    tally.expect((await press(mayor, 'confirm'))?.status() === 422, 'a wrong code confirms nothing', words);
    await look(mayor, 'confirmer-code-faux');
    await mayor.locator('[name="code"]').fill(/code est (\d{6})/.exec((await last()).text)[1]);
    await press(mayor, 'confirm');
    tally.expect((await mayor.locator('h1').innerText()).includes('confirmé'), 'the right code confirms', words);
    await look(mayor, 'confirme');
    await staff.goto(`${base}/brouillons`);
    tally.expect((await staff.locator('main').innerText()).includes('Confirmé'), 'staff sees that it was confirmed', words);
    await look(staff, 'confirmes');
    for (const page of [staff, mayor]) await page.context().close();
}
