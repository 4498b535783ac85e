// Search as somebody types it, and the pages of who works here: what awaits them, and long work. On a phone and on a desk, in both
// languages, with the script and without.
import { axeFindings } from './views.mjs';

const sizes = [[360, 740], [1280, 900]];
const languages = [['/', '/trouver', '/a-faire', '/administration/travaux'], ['/en', '/en/search', '/en/to-do', '/en/administration/jobs']];

// Search follows what is committed in a moment, and makes its index first.
async function indexed(site, typed) {
    for (let tries = 0; tries < 100; tries++) {
        const page = (await site.get(`/trouver?q=${encodeURIComponent(typed)}`)).bytes.toString();
        if (page.includes(`>${typed}<`)) return true;
        await new Promise(wait => setTimeout(wait, 100));
    }
    return false;
}

// `name`: of a member; `nearly`: the same, misspelt.
export async function checkSearch(browser, site, name, nearly, tally) {
    if (!tally.expect(await indexed(site, name), 'a member is found soon after they are recorded', name)) return;
    for (const [home, at] of languages)
        for (const [width, height] of sizes)
            for (const javaScriptEnabled of [true, false]) {
                const words = `${home}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
                const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height } });
                try {
                    const page = await context.newPage();
                    await page.goto(site.base + home);
                    const box = page.locator('header input[type=search]');
                    await box.fill(name);
                    await Promise.all([page.waitForURL(url => url.pathname === at), box.press('Enter')]);
                    tally.expect(await page.locator('main').getByRole('link', { name, exact: true }).count() === 1, 'the box of the header finds a member', words);
                    tally.expect(await page.locator('header input[type=search]').count() === 0, 'the page of search has one box', words);
                    tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'search does not overflow', words);
                    await page.locator('#q').fill(nearly);
                    if (javaScriptEnabled) await page.waitForURL(url => url.searchParams.get('q') === nearly);  // typing is enough
                    else await Promise.all([page.waitForURL(url => url.searchParams.get('q') === nearly), page.locator('#q').press('Enter')]);
                    await page.locator('main .note.at').waitFor();
                    tally.expect(await page.locator('main').getByRole('link', { name, exact: true }).count() === 1, 'a misspelt name is found', words);
                    if (javaScriptEnabled) {
                        tally.expect(await page.evaluate(() => document.activeElement.id) === 'q', 'who types stays in the box', words);
                        const found = await axeFindings(page);
                        tally.expect(found.length === 0, 'axe finds nothing on what is found', `${words}: ${found[0]}`);
                    }
                } catch (error) { tally.expect(false, 'search can be used', `${words}: ${error.message}`); } finally { await context.close(); }
            }
}

// The administrator, by the link the program prints.
export async function checkOffice(browser, site, city, tally) {
    for (const [, , desk] of languages) {
        const answer = await site.get(desk);
        tally.expect(answer.status === 303, 'what awaits somebody is shown to who is signed in', `${desk}: ${answer.status}`);
    }
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    try {
        const page = await context.newPage();
        await page.goto(site.machineLink());
        await Promise.all([page.waitForNavigation(), page.locator('main button').click()]);
        for (const [, , desk, jobs] of languages)
            for (const [width, height] of sizes)
                for (const target of [desk, jobs]) {
                    await page.setViewportSize({ width, height });
                    const answer = await page.goto(site.base + target);
                    tally.expect(answer.status() === 200, 'an administrator sees the page', `${target}: ${answer.status()}`);
                    tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'nothing overflows', `${target}, ${width} px`);
                    const found = await axeFindings(page);
                    tally.expect(found.length === 0, 'axe finds nothing', `${target}, ${width} px: ${found[0]}`);
                }
        await page.goto(site.base + languages[0][2]);
        const action = page.locator('main table').getByRole('link', { name: city, exact: true });
        tally.expect(await action.count() === 1, 'an application awaits a decision', city);
        // By keyboard alone: the first row is the first link after those of the page's head.
        await action.focus();
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        tally.expect(/\/candidatures\/\d+$/.test(page.url()) && await page.locator('main a[href*="/actes/admissions."]').count() > 0, 'its action is the file of the city, with what can be done next', page.url());
        const people = await page.goto(`${site.base}/trouver?q=Claire`);
        tally.expect((await people.text()).includes('Claire Exemple'), 'who administers finds people');
        tally.expect(!(await site.get('/trouver?q=Claire')).bytes.toString().includes('Claire Exemple'), 'a visitor does not');
    } catch (error) { tally.expect(false, 'the pages of the office can be used', error.stack); } finally { await context.close(); }
}
