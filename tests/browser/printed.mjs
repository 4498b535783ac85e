// Printed pages: what only a screen can use is gone, everything said is there, nothing is cut at the edge of the paper.
//   checkPrinted(browser, site, found, tally)
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kindOf } from './site.mjs';

const paper = { width: 673, height: 1000 };  // A4 within margins of 16 mm, in CSS pixels
const words = text => text.replace(/[\s\u00ad-]+/g, '');  // a hyphen at the end of a line is not read

// The first page of each kind, in both languages; lists asked otherwise are the same list.
function onePerKind(found) {
    const kinds = new Map();
    for (const [target, page] of found) if (page.html !== undefined && page.status === 200 && !target.includes('?') && !kinds.has(kindOf(target))) kinds.set(kindOf(target), target);
    return [...kinds.values()];
}

export async function checkPrinted(browser, site, found, tally, targets = onePerKind(found)) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concert-printed-'));
    const reads = spawnSync('pdftotext', ['-v']).error === undefined;
    if (!reads) tally.skip('no pdftotext: the words of printed pages are not read');
    const page = await browser.newPage({ viewport: paper });
    try {
        for (const [i, target] of targets.entries()) {
            await page.goto(site.base + target, { waitUntil: 'load' });
            await page.emulateMedia({ media: 'print' });
            const seen = await page.evaluate(({ width, height }) => {
                const shown = element => element.checkVisibility({ contentVisibilityAuto: true }) && element.getBoundingClientRect().width > 0;
                const all = [...document.querySelectorAll('body *')].filter(shown);
                const name = element => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
                const drawn = element => element.closest('svg') || element.closest('.vh');
                const luminance = color => { const [r, g, b] = color.match(/[\d.]+/g).map(part => Number(part) / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                const links = all.filter(element => element.matches('main a[href]') && element.textContent.trim() && !drawn(element));
                return {
                    controls: all.filter(element => element.matches('header nav, .skip, .btn, .fnd, .pg ul, .flt, .asof form, footer ul')).map(name),
                    over: all.filter(element => !drawn(element) && element.getBoundingClientRect().right > width + 1).map(name),
                    cut: all.filter(element => !drawn(element) && element.clientWidth && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible').map(name),
                    pale: links.filter(link => 1.05 / (luminance(getComputedStyle(link).color) + 0.05) < 7).map(name),
                    hidden: [...document.querySelectorAll('main details:not(.asof)')].filter(details => !details.querySelector('form') && ![...details.children].filter(child => child.tagName !== 'SUMMARY').every(child => child.getBoundingClientRect().height > 0 || !child.textContent.trim())).map(name),
                    cells: [...document.querySelectorAll('main td, main th')].filter(shown).map(cell => cell.innerText.trim()).filter(text => text.length > 3),
                    addresses: links.filter(link => link.getAttribute('href').startsWith('http')).map(link => link.getAttribute('href')),
                    tall: all.filter(element => element.matches('main svg') && element.getBoundingClientRect().height > height).map(name),
                    split: [...document.querySelectorAll('tr, .note')].some(row => getComputedStyle(row).breakInside !== 'avoid'),
                };
            }, paper);
            tally.expect(seen.controls.length === 0, 'a printed page has no navigation and no controls of a list', `${target}: ${seen.controls[0]}`);
            tally.expect(seen.over.length === 0 && seen.cut.length === 0, 'nothing on a printed page is cut', `${target}: ${seen.over[0] ?? seen.cut[0]}`);
            tally.expect(seen.pale.length === 0, 'links of a printed page are dark', `${target}: ${seen.pale[0]}`);
            tally.expect(seen.hidden.length === 0, 'what is folded on a screen is open on paper', `${target}: ${seen.hidden[0]}`);
            tally.expect(seen.tall.length === 0, 'no drawing is taller than a sheet', `${target}: ${seen.tall[0]}`);
            tally.expect(!seen.split, 'no row is broken by the end of a sheet', target);
            const file = path.join(folder, `${i}.pdf`);
            await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true, printBackground: false });
            if (!reads) continue;
            const text = words(spawnSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).stdout);
            for (const address of seen.addresses) tally.expect(text.includes(words(address)), 'the address of a link to elsewhere is printed', `${target}: ${address}`);
            const lost = seen.cells.find(cell => cell.split(/[\s-]+/).some(word => word.length < 20 && !text.includes(words(word))));
            tally.expect(!lost, 'every cell of a table is printed', `${target}: ${lost}`);
        }
    } finally {
        await page.close();
        fs.rmSync(folder, { recursive: true });
    }
    console.log(`   ${targets.length} pages printed`);
}
