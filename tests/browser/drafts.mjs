// What somebody types in a form is kept: by the script as they type, through a line that drops and in two tabs; without the script by a
// button. On a telephone. CONCERT_PICTURES names a folder that gets a picture of each page.
import fs from 'node:fs';
import path from 'node:path';
import { checkLooks } from './views.mjs';

const patience = 60_000;  // a busy machine is slow to run a timer: what is tested is what is said, not when

// `cookie`: of the session of somebody who is signed in.
export async function checkDrafts(browser, { base, cookie }, tally) {
    const pictures = process.env.CONCERT_PICTURES;
    const open = async (options = {}) => (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'fr-FR', ...options })).newPage();
    const look = async (page, name) => {
        await checkLooks(page, name, tally, pictures && (async (width, colorScheme) => fs.writeFileSync(path.join(pictures, `${name}-${width}-${colorScheme}.png`), await page.screenshot({ fullPage: true }))));
        await page.setViewportSize({ width: 360, height: 740 });
    };
    const press = (page, button) => Promise.all([page.waitForNavigation(), button.click()]).then(([answer]) => answer);
    const keep = page => press(page, page.locator('button[name="do"][value="draft"]'));
    const said = page => page.locator('#draft-said');

    const page = await open();
    await page.context().addCookies([{ ...cookie, url: base }]);

    // By the script.
    await page.goto(`${base}/devenir-membre`);
    await page.locator('[name="name"]').fill('Ville-Brouillon');
    await page.locator('[name="population"]').fill('beaucoup');
    await page.waitForFunction(() => document.getElementById('draft-said').textContent, undefined, { timeout: patience });
    tally.expect((await said(page).innerText()).startsWith('Brouillon enregistré à'), 'what is typed is kept within seconds, and said', await said(page).innerText());
    await look(page, 'formulaire-brouillon');

    // The line drops, and comes back.
    await page.context().setOffline(true);
    await page.locator('[name="motivation"]').fill('écrit sans ligne');
    await page.waitForFunction(() => /coupée/.test(document.getElementById('draft-said').textContent), undefined, { timeout: patience });
    tally.expect(/nouvel essai dans \d+/.test(await said(page).innerText()), 'a dropped line is said, with when it is tried again', await said(page).innerText());
    await page.context().setOffline(false);
    await page.waitForFunction(() => /enregistré à/.test(document.getElementById('draft-said').textContent), undefined, { timeout: patience });
    tally.expect(true, 'what was typed without a line is kept when it is back');
    await page.goto(`${base}/brouillons`);
    await look(page, 'brouillons');
    const draft = page.locator('main .ls a').first();
    tally.expect(await draft.innerText() === 'Ville-Brouillon', 'a draft goes by what was typed', await draft.innerText());
    await press(page, draft);
    tally.expect(await page.locator('[name="motivation"]').inputValue() === 'écrit sans ligne', 'a draft is taken up as it was typed');
    tally.expect(await page.locator('[name="population"]').inputValue() === 'beaucoup', 'wrong values too');

    // A second tab of the same draft: the later one is told.
    const second = await page.context().newPage();
    await second.goto(page.url());
    await page.locator('[name="motivation"]').fill('premier onglet');
    await page.waitForFunction(() => /enregistré à/.test(document.getElementById('draft-said').textContent), undefined, { timeout: patience });
    await second.locator('[name="motivation"]').fill('second onglet');
    await second.waitForFunction(() => /autre onglet/.test(document.getElementById('draft-said').textContent), undefined, { timeout: patience });
    tally.expect(true, 'the later of two tabs is told that the draft was changed');
    await second.goto(`${base}/brouillons`);
    tally.expect(await second.locator('main .ls li').count() === 2, 'both are kept');

    // Without the script, in English.
    const plain = await (await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'en', storageState: await page.context().storageState() })).newPage();
    await plain.goto(`${base}/en/acts/members.apply_for_membership`);
    await plain.locator('[name="name"]').fill('Ville-Sans-Script');
    await plain.locator('[name="population"]').fill('many of them');
    const kept = await keep(plain);
    tally.expect(kept?.status() === 200 && plain.url().includes('?draft='), 'a button keeps a draft without JavaScript', plain.url());
    tally.expect(await plain.locator('[name="population"]').inputValue() === 'many of them', 'and nothing typed is lost');
    await plain.goto(`${base}/en/drafts`);
    await press(plain, plain.locator('main .ls li', { hasText: 'Ville-Sans-Script' }).locator('button'));
    tally.expect(!(await plain.locator('main').innerText()).includes('Ville-Sans-Script'), 'a draft is deleted');
}
