// Somebody reads their news on the desk, marks them as read, chooses how they are told, and ends digests by the link of one; in both
// languages, with the script and without. CONCERT_PICTURES names a folder that gets a picture of each page.
import fs from 'node:fs';
import path from 'node:path';
import { checkLooks } from './views.mjs';

const languages = [
    { desk: '/a-faire', choice: '/compte/notifications', saved: 'enregistré', unread: 'non lue', read: 'Tout est lu' },
    { desk: '/en/to-do', choice: '/en/account/notifications', saved: 'saved', unread: 'unread', read: 'Everything is read' }];

export async function checkNews(browser, { base, cookie, stop }, tally) {
    const pictures = process.env.CONCERT_PICTURES;
    for (const [i, at] of languages.entries()) {
        const javaScriptEnabled = i === 0, words = `${at.desk}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
        const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: true });
        await context.addCookies([{ ...cookie, url: base }]);
        const looked = await context.newPage();  // axe is a script
        for (const [name, target] of [['desk', at.desk], ['choice', at.choice]]) {
            await looked.goto(base + target);
            await checkLooks(looked, target, tally, pictures && (async (width, colorScheme) => fs.writeFileSync(path.join(pictures, `${name}-${i}-${width}-${colorScheme}.png`), await looked.screenshot({ fullPage: true }))));
        }
        await context.close();

        const plain = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled });
        await plain.addCookies([{ ...cookie, url: base }]);
        const page = await plain.newPage();
        const press = () => Promise.all([page.waitForNavigation(), page.locator('main form[method="post"] button').last().click()]);
        await fetch(`${base}/more-news`);
        await page.goto(base + at.desk);
        const section = page.locator('#nouvelles');
        tally.expect((await section.innerText()).includes(at.unread), 'news stand on the desk', words);
        tally.expect(await section.locator('li a').count() > 0, 'a news leads to what it is about', words);
        await press();
        tally.expect((await section.innerText()).includes(at.read), 'they can be marked as read', words);
        await page.goto(base + at.choice);
        await page.locator('input[value="weekly"]').check();
        await press();
        tally.expect((await page.locator('main').innerText()).includes(at.saved) && await page.locator('input[value="weekly"]').isChecked(), 'a choice is kept', words);
        await plain.close();
    }
    const stranger = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await stranger.newPage();
    await page.goto(base + stop);
    await checkLooks(page, stop, tally);
    await Promise.all([page.waitForNavigation(), page.locator('main button').click()]);
    tally.expect((await page.locator('main').innerText()).includes('plus de nouvelles'), 'the link of a digest ends them without signing in');
    await stranger.close();
}
