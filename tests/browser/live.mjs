// Pages that follow the network: an act shows without the page being loaded again, also after the program was started anew; the line's
// fall is told in words, not at once. Columns are chosen without JavaScript.
const places = [['/registre', '#results'], ['/en/register', '#results'], ['/', '#latest']];

export async function checkLive(browser, site, tally) {
    for (const [target, region] of places) {
        const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
        try { await follow(await context.newPage(), site, target, region, tally); }
        catch (error) { tally.expect(false, 'a page follows the network', `${target}: ${error.message}`); }
        finally { await context.close(); }
    }
    await checkColumns(browser, site, tally);
}

let acts = 0;
async function follow(page, site, target, region, tally) {
    const complaints = [];
    page.on('pageerror', error => complaints.push(String(error)));
    const listens = page.waitForResponse(answer => answer.url().includes('/direct?'));
    await page.goto(site.base + target, { waitUntil: 'load' });
    tally.expect((await listens).status() === 200, 'the page listens', target);
    await page.evaluate(() => { window.still = true; });
    const shows = async (title, milliseconds) => {
        const begun = Date.now();
        await page.waitForFunction(([region, title]) => document.querySelector(region)?.textContent.includes(title), [region, title], { timeout: milliseconds }).catch(() => {});
        const shown = await page.evaluate(([region, title]) => document.querySelector(region).textContent.includes(title), [region, title]);
        return shown && Date.now() - begun;
    };
    const say = () => {
        const title = `Page suivie ${++acts}`;
        site.act('sources.record', { title, kind: 'web_page' });
        return title;
    };
    for (let round = 0; round < 2; round++) {
        const taken = await shows(say(), 5000);
        tally.expect(taken !== false, 'an act shows without the page being loaded again', target);
        if (taken !== false) console.log(`an act shows on ${target} after ${taken} ms`);
    }
    const line = () => page.textContent('#live');
    await site.pause();
    await page.waitForTimeout(2000);
    tally.expect(await line() === '', 'a blink of the line is no warning', `${target}: ${await line()}`);
    await page.waitForFunction(() => document.querySelector('#live').textContent !== '', undefined, { timeout: 8000 }).catch(() => {});
    tally.expect(/\d/.test(await line()), 'a line that stays down is told, with the time', `${target}: ${await line()}`);
    await site.serve();
    const later = say();
    tally.expect(await shows(later, 60000) !== false, 'what came while the line was down shows when it is back', target);
    tally.expect(await line() === '', 'the warning goes when the line is back', `${target}: ${await line()}`);
    tally.expect(await shows(say(), 5000) !== false, 'after a restart of the program a page goes on following', target);
    tally.expect(await page.evaluate(() => window.still === true), 'the page was never loaded again', target);
    tally.expect(complaints.length === 0, 'the script does not fail', complaints[0]);
}

async function checkColumns(browser, site, tally) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    try {
        const page = await context.newPage();
        await page.goto(`${site.base}/registre`);
        await page.locator('summary', { hasText: 'Colonnes' }).click();
        await page.locator('#column-subject').check();
        await page.locator('#column-date').uncheck();
        await Promise.all([page.waitForNavigation(), page.locator('button', { hasText: 'Afficher ces colonnes' }).click()]);
        const headings = await page.locator('thead th').allTextContents();
        tally.expect(headings.includes('Objet') && !headings.includes('Date'), 'columns are chosen without JavaScript', headings.join(', '));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 360);
        tally.expect(wide <= 360, 'chosen columns fit a phone', `${wide} px`);
        const exported = await site.get(await page.locator('a', { hasText: 'CSV' }).first().getAttribute('href'));
        tally.expect(exported.status === 200 && exported.bytes.toString().split('\r\n')[0] === '\ufeffnumber,act,subject,capacity,basis', 'the file has the columns chosen', exported.bytes.toString().split('\r\n')[0]);
    } catch (error) { tally.expect(false, 'columns can be chosen', error.message); }
    finally { await context.close(); }
}
