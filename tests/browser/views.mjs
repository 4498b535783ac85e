// What a page is checked for in a browser: light and dark, wide and narrow, with a keyboard, with and without the script.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { budgets } from './pages.mjs';
import { kindOf } from './site.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const chromiumPath = () => ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file => fs.existsSync(file));
export const launch = () => chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });

// What axe says of the page as it is now.
export async function axeFindings(page) {
    if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe);
    return page.evaluate(async tags => (await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations.map(({ id, nodes }) => `${id} ${nodes[0].target} ${nodes[0].any[0]?.message ?? ''}`), tags);
}

// The pages to look at: the first, the heaviest and one in the middle of each kind; all of them when asked.
export function sample(found, all) {
    const kinds = new Map();
    for (const [target, page] of found) {
        if (page.html === undefined || page.status !== 200) continue;
        const kind = kindOf(target);
        kinds.set(kind, [...(kinds.get(kind) ?? []), target]);
    }
    if (all) return [...kinds.values()].flat();
    return [...kinds.values()].flatMap(targets => {
        if (targets[0].includes('?')) return targets.slice(0, 1);
        const heaviest = targets.reduce((most, target) => (found.get(target).bytes.length > found.get(most).bytes.length ? target : most));
        return [...new Set([targets[0], heaviest, targets[Math.floor(targets.length / 2)]])];
    });
}

export const looks = [[1280, 900, 'light'], [1280, 900, 'dark'], [360, 740, 'dark'], [360, 740, 'light']];

// A page that is open already: axe in light and dark, wide and narrow, and nothing that overflows. `picture(width, scheme)`: asked for each look.
// `only`: not all four looks.
export async function checkLooks(page, name, tally, picture, only = looks) {
    for (const [width, height, colorScheme] of only) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const violations = await axeFindings(page);
        tally.expect(violations.length === 0, `axe finds nothing, ${width} px, ${colorScheme}`, `${name}: ${violations.slice(0, 3).join('; ')}`);
        if (picture) await picture(width, colorScheme);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    tally.expect(wide <= 320, 'nothing overflows at 320 px', `${name}: ${wide} px`);
}

export async function checkView(browser, site, target, tally) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: target.startsWith('/en') ? 'en' : 'fr-FR' });
    try {
        const page = await context.newPage();
        const complaints = [], requests = [];
        page.on('console', message => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
        page.on('pageerror', error => complaints.push(String(error)));
        page.on('request', request => requests.push(request.url()));
        await page.addInitScript(() => { window.violations = []; document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)); });
        const answer = await page.goto(site.base + target, { waitUntil: 'load' });
        tally.expect(answer.status() === 200, 'a page answers 200 to a browser', `${target}: ${answer.status()}`);
        await page.waitForTimeout(50);
        tally.expect(requests.filter(url => !url.startsWith('data:')).length <= budgets.requests, `a page takes at most ${budgets.requests} requests`, `${target}: ${requests.join(' ')}`);
        tally.expect(requests.every(url => url.startsWith(site.base) || url.startsWith('data:')), 'a page asks nobody else', target);

        await checkLooks(page, target, tally);
        await page.setViewportSize({ width: 1280, height: 900 });
        await checkKeyboard(page, target, tally);
        tally.expect((await page.evaluate(() => window.violations)).length === 0, 'the content security policy is kept', `${target}: ${await page.evaluate(() => window.violations.join('; '))}`);
        tally.expect(complaints.length === 0, 'the console stays empty', `${target}: ${complaints[0]}`);
        // A passkey needs the script: its button shows with it only.
        const words = await wordsOf(page);
        await checkWithoutScript(browser, site, target, words, tally);
    } finally { await context.close(); }
}

// What a page says, but for what needs the script.
export const wordsOf = page => page.evaluate(() => { for (const button of document.querySelectorAll('[data-passkey]')) button.hidden = true; return document.body.innerText.replace(/\s+/g, ' '); });

// Tab goes through the page; what has focus shows it by an outline of at least 2 px.
export async function checkKeyboard(page, target, tally) {
    await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
    const hidden = [];
    let reached = 0;
    for (let stop = 0; stop < 15; stop++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
            const element = document.activeElement;
            if (!element || element === document.body) return null;
            if (element === window.before) return { again: true };  // within one control, as the parts of a date: the browser's own mark
            window.before = element;
            const style = getComputedStyle(element), box = element.getBoundingClientRect();
            return { name: `${element.tagName.toLowerCase()} ${(element.textContent || element.name || '').trim().slice(0, 30)}`, shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none', seen: box.width > 0 && box.height > 0 };
        });
        if (!focus) break;
        reached++;
        if (!focus.again && (!focus.shown || !focus.seen)) hidden.push(focus.name);
    }
    tally.expect(reached > 0, 'the keyboard reaches the page', target);
    tally.expect(hidden.length === 0, 'keyboard focus is visible', `${target}: ${hidden[0]}`);
}

async function checkWithoutScript(browser, site, target, words, tally) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 }, locale: target.startsWith('/en') ? 'en' : 'fr-FR' });
    try {
        const page = await context.newPage();
        await page.goto(site.base + target, { waitUntil: 'load' });
        const plain = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
        tally.expect(plain === words, 'a page says the same without JavaScript', target);
    } finally { await context.close(); }
}

// Home on a slow phone: 400 kbit/s, 400 ms, a processor six times slower, nothing in the cache. The best of five, as the machine that
// measures does other things too.
export async function checkFirstPaint(browser, site, tally, most = 1500) {
    const times = [];
    for (let round = 0; round < 5; round++) {
        const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
        const page = await context.newPage(), devtools = await context.newCDPSession(page);
        await devtools.send('Network.enable');
        await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50000, uploadThroughput: 50000 });
        await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
        await page.goto(site.base + '/', { waitUntil: 'load' });
        times.push(await page.evaluate(async () => {
            for (let i = 0; i < 50 && !performance.getEntriesByName('first-contentful-paint').length; i++) await new Promise(wait => setTimeout(wait, 50));
            return Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity);
        }));
        await context.close();
    }
    console.log(`first contentful paint of home, slow phone: ${times.join(', ')} ms`);
    tally.expect(Math.min(...times) < most, `home's first contentful paint comes before ${most} ms on a slow phone`, `${Math.min(...times)} ms`);
}
