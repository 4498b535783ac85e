// Makes assets/built/style.css and the scripts from assets/, so that a plain build of the program needs no npm.
//   node build.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

const assets = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../assets');
const source = name => fs.readFileSync(path.join(assets, name), 'utf8');

// Name in assets/built → text, and its budget in bytes of brotli.
export function build() {
    const script = name => transformSync(source(name), { loader: 'ts', minify: true, target: 'es2020', format: 'iife' }).code;
    const targets = ['chrome90', 'firefox90', 'safari14'];
    return {
        'style.css': { text: transformSync(source('style.css'), { loader: 'css', minify: true, target: [...targets.slice(0, 2), 'safari15'] }).code, budget: 6000 },
        // Each page asks for one script: what it needs more stands in the same file as what all need.
        'enhance.js': { text: script('enhance.ts'), budget: 1500 },
        'draft.js': { text: script('enhance.ts') + script('draft.ts'), budget: 2000 },
        'passkey.js': { text: transformSync(source('enhance.ts') + source('passkey.ts'), { loader: 'ts', minify: true, target: 'es2020', format: 'iife' }).code, budget: 1500 },
        'upload.js': { text: script('enhance.ts') + script('upload.ts') + script('draft.ts'), budget: 4000 },
    };
}
export const built = path.join(assets, 'built');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    fs.mkdirSync(built, { recursive: true });
    for (const [name, { text }] of Object.entries(build())) fs.writeFileSync(path.join(built, name), text);
}
