// Fails when a committed file of assets/built is not what assets/ gives, is over its budget, or breaks a rule of the house:
// logical properties only, nothing loaded from elsewhere.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { build, built } from './build.mjs';

let faults = 0;
const fault = text => { console.error(text); faults++; };
for (const [name, { text, budget }] of Object.entries(build())) {
    const file = path.join(built, name);
    const size = zlib.brotliCompressSync(Buffer.from(text), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fault(`${name} is stale: run node tools/assets/build.mjs`);
    if (size > budget) fault(`${name}: ${size} bytes of brotli, budget ${budget}`);
    console.log(`${name}: ${text.length} bytes, ${size} brotli, budget ${budget}`);
}
const css = fs.readFileSync(path.join(built, 'style.css'), 'utf8');
const physical = css.match(/[{;](?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float):[^;}]*/g);
if (physical) fault(`style.css: physical properties: ${physical.join(' ')}`);
if (/url\(|@import|@font-face/.test(css)) fault('style.css loads something');
process.exit(faults ? 1 : 0);
