// Charts as they are seen: text of 12 px and more inside its drawing on the narrowest phone, in print too; the table of the same values beside.
import { axeFindings } from './views.mjs';

// Of each chart of the page: what of its text is too small or outside, and which cells of figures the drawing does not say.
const look = () => [...document.querySelectorAll('.fig')].map(figure => {
    const drawing = figure.querySelector('svg.ch'), table = figure.querySelector('table'), frame = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll('text')];
    const outside = texts.filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
    });
    const named = (drawing.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent);
    return {
        title: named[0], named: named.length === 2 && named.every(Boolean) && drawing.getAttribute('role') === 'img',
        outside: outside.map(text => text.textContent),
        small: texts.filter(text => parseFloat(getComputedStyle(text).fontSize) < 12).map(text => text.textContent),
        rows: table?.tBodies[0].rows.length ?? 0, said: table?.caption.textContent, seen: Boolean(table?.checkVisibility()),
        width: frame.width, height: frame.height,
    };
});

async function checkPage(page, target, tally) {
    for (const [width, colorScheme] of [[1280, 'light'], [360, 'dark'], [320, 'light']]) {
        await page.setViewportSize({ width, height: 740 });
        await page.emulateMedia({ colorScheme, media: 'screen' });
        const charts = await page.evaluate(look);
        tally.expect(charts.length > 0, 'a page that counts has its chart', target);
        for (const chart of charts) {
            const words = `${target}, ${width} px, ${chart.title}`;
            tally.expect(chart.named, 'a chart says what it is', words);
            tally.expect(chart.rows > 0 && chart.said === chart.title, 'a chart has its table', words);
            tally.expect(chart.outside.length === 0, 'the words of a chart are inside it', `${words}: ${chart.outside.join('; ')}`);
            tally.expect(chart.small.length === 0, 'the words of a chart are 12 px high at least', `${words}: ${chart.small.join('; ')}`);
            tally.expect(chart.width <= width && chart.height > 40, 'a chart takes the room there is', `${words}: ${chart.width} by ${chart.height}`);
        }
        const found = await axeFindings(page);
        tally.expect(found.length === 0, 'axe finds nothing on a page with charts', `${target}, ${width} px: ${found[0]}`);
    }
    await page.setViewportSize({ width: 700, height: 900 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const chart of await page.evaluate(look)) {
        tally.expect(chart.seen && chart.height > 40, 'a chart is printed, and its table with it', `${target}: ${chart.title}`);
        tally.expect(chart.outside.length === 0, 'the words of a printed chart are inside it', `${target}: ${chart.outside.join('; ')}`);
    }
    await page.emulateMedia({ media: 'screen' });
}

export async function checkCharts(browser, site, targets, tally) {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    try {
        const page = await context.newPage();
        for (const target of targets) {
            await page.goto(site.base + target);
            await checkPage(page, target, tally);
        }
    } catch (error) { tally.expect(false, 'charts can be looked at', error.stack); } finally { await context.close(); }
}

// The secretariat's: what became of a letter. `people`: their numbers.
export async function checkLetterCharts(browser, site, people, tally) {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    try {
        const letter = site.act('mail.send_letter', { to: people, subject_fr: 'Convocation à l’assemblée générale des maires et responsables', text_fr: 'Madame, Monsieur,', sent_as: 'message' });
        const page = await context.newPage();
        await page.goto(site.machineLink());
        await Promise.all([page.waitForNavigation(), page.locator('main button').click()]);
        for (const target of ['/courrier', '/en/mail', `/courrier/${letter.number}`]) {
            const answer = await page.goto(site.base + target);
            if (tally.expect(answer.status() === 200, 'the secretariat sees its letters', `${target}: ${answer.status()}`)) await checkPage(page, target, tally);
        }
    } catch (error) { tally.expect(false, 'the charts of letters can be looked at', error.stack); } finally { await context.close(); }
}
