// Makes assets/built/world.path, region-*.path and maps.csv: outlines as SVG path data and the projections that drew them.
//   node build.mjs             writes the files
//   node build.mjs --check     fails when a committed file differs or is over its budget
//   node build.mjs --points    prints known places as d3 projects them, for src/web/map_test.cpp
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { geoEqualEarth, geoMercator, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import { presimplify, quantile, simplify } from 'topojson-simplify';
import { csvLine } from '../data/csv.mjs';
import { maps, places } from './maps.mjs';

const width = 960, margin = 4;  // SVG units; shapes are cut a little outside the view
const budgets = { world: 3200, region: 3400 };  // bytes of brotli
const built = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../assets/built');
const load = name => JSON.parse(fs.readFileSync(createRequire(import.meta.url).resolve(`world-atlas/${name}.json`), 'utf8'));
const brotli = text => zlib.brotliCompressSync(Buffer.from(text), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const round = (value, digits) => Number(value.toFixed(digits));

// The projection turned to the map's middle meridian, so that its box of longitudes and latitudes fills the width.
// The world is in Equal Earth (no country drawn larger than another of its size); a region is in Mercator, whose shapes are true:
// Equal Earth stretches what lies near the equator by half.
const kinds = { equal_earth: geoEqualEarth, mercator: geoMercator };
function fit({ code, west, east, south, north, middle }) {
    const meridian = middle ?? round((west + east) / 2, 6), kind = code === 'world' ? 'equal_earth' : 'mercator';
    const base = () => kinds[kind]().rotate([-meridian, 0]);
    const unit = base().scale(1000).translate([0, 0]);
    const corners = [];
    for (let step = 0; step <= 40; step++) {
        const longitude = west + ((east - west) * step) / 40, latitude = south + ((north - south) * step) / 40;
        corners.push([longitude, south], [longitude, north], [west + 1e-6, latitude], [east - 1e-6, latitude]);
    }
    const points = corners.map(unit);
    const [[left, right], [top, bottom]] = [0, 1].map(axis => [Math.min, Math.max].map(pick => pick(...points.map(point => point[axis]))));
    // What is written in the table is what is drawn with: scale to 3 digits, offsets to 2.
    const scale = round((1000 * width) / (right - left), 3);
    const projected = { kind, meridian, scale, x: round((-left * scale) / 1000, 2), y: round((-top * scale) / 1000, 2), height: Math.round(((bottom - top) * scale) / 1000) };
    return { ...projected, unit: base().scale(scale).translate([0, 0]), projection: base().scale(scale).translate([projected.x, projected.y]).precision(0.3) };
}

// Rings or lines of whole units, relative, without repeated or collinear points; closed ones smaller than the least area are left out.
function pathData(projection, geometry, closed, least_area) {
    const lines = [];
    const context = { moveTo: (x, y) => lines.push([[x, y]]), lineTo: (x, y) => lines.at(-1).push([x, y]), closePath() {}, beginPath() {}, arc() {} };
    geoPath(projection, context)(geometry);
    let data = '', at = [0, 0];
    const pair = ([dx, dy], first) => (first || dx < 0 ? '' : ' ') + dx + (dy < 0 ? '' : ' ') + dy;
    for (const line of lines) {
        const points = thin(line.map(([x, y]) => [Math.round(x), Math.round(y)]));
        if (points.length < (closed ? 3 : 2) || (closed && Math.abs(area(line)) < least_area)) continue;
        const step = to => { const by = [to[0] - at[0], to[1] - at[1]]; at = to; return by; };
        data += (data ? 'm' : 'M') + pair(step(points[0]), true) + 'l' + points.slice(1).map((point, i) => pair(step(point), i === 0)).join('');
        if (closed) { data += 'z'; at = points[0]; }
    }
    return data;
}
const area = ring => ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y, 0) / 2;
function thin(points) {
    const kept = points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
    for (let i = kept.length - 2; i > 0; i--) {
        const [[a, b], [c, d], [e, f]] = kept.slice(i - 1, i + 2);
        if ((c - a) * (f - d) === (d - b) * (e - c)) kept.splice(i, 1);
    }
    return kept;
}

const withoutAntarctica = geometry => ({ ...geometry, coordinates: geometry.coordinates.filter(polygon => Math.max(...polygon[0].map(point => point[1])) > -60) });

function worldMap(map) {
    const fitted = fit(map);
    const rough = presimplify(load('land-110m'));
    const land = feature(simplify(rough, quantile(rough, map.keep)), rough.objects.land);
    const geometry = withoutAntarctica(land.features ? land.features[0].geometry : land.geometry);
    return { ...fitted, lines: [pathData(fitted.projection, geometry, true, 1.2)] };
}

// Land, then borders between countries. Detail is the area in square units of the smallest corner kept: the finest that fits the budget.
function regionMap(map) {
    const fitted = fit(map), { projection, height } = fitted;
    projection.clipExtent([[-margin, -margin], [width + margin, height + margin]]);
    const atlas = presimplify(load('countries-50m'), corner => { const [a, b, c] = corner.map(fitted.unit); return Math.abs(area([a, b, c])); });
    const draw = detail => {
        const simple = simplify(atlas, detail);
        const land = feature(simple, simple.objects.land);
        const borders = mesh(simple, simple.objects.countries, (a, b) => a !== b);
        return [pathData(projection, land, true, Math.min(6, detail / 2)), pathData(projection, borders, false, 0)];
    };
    for (let detail = 1; ; detail *= 1.12) {
        const lines = draw(detail);
        if (brotli(lines.join('\n')) <= budgets.region) return { ...fitted, lines, detail: round(detail, 1) };
    }
}

const drawn = maps.map(map => ({ ...map, ...(map.code === 'world' ? worldMap(map) : regionMap(map)) }));

if (process.argv.includes('--points')) {
    for (const { code, projection } of drawn)
        for (const [name, map, longitude, latitude] of places.filter(place => place[1] === code)) {
            const [x, y] = projection.clipExtent(null)([longitude, latitude]);
            console.log(`    {"${map}", "${name}", ${Math.round(latitude * 1e5)}, ${Math.round(longitude * 1e5)}, ${x.toFixed(3)}, ${y.toFixed(3)}},`);
        }
    process.exit(0);
}

const files = Object.fromEntries(drawn.map(({ code, lines }) => [code === 'world' ? 'world.path' : `region-${code}.path`, lines.join('\n') + '\n']));
const columns = ['code', 'name_fr', 'name_en', 'regions', 'kind', 'meridian', 'scale', 'x', 'y', 'width', 'height'];
files['maps.csv'] = csvLine(columns) + drawn.map(map => csvLine(columns.map(column => ({ ...map, width })[column]))).join('');
let faults = 0;
for (const [name, text] of Object.entries(files)) {
    const file = path.join(built, name), size = brotli(text), budget = name === 'world.path' ? budgets.world : 3500;
    if (size > budget) { console.error(`${name}: ${size} bytes of brotli, budget ${budget}`); faults++; }
    if (!process.argv.includes('--check')) { fs.mkdirSync(built, { recursive: true }); fs.writeFileSync(file, text); }
    else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) { console.error(`${name} is stale: run node tools/map/build.mjs`); faults++; }
    console.log(`${name}: ${text.length} bytes, ${size} brotli`);
}
process.exit(faults ? 1 : 0);
