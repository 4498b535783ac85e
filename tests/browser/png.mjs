// The same picture in fewer bytes: the colours of a page are few, so most pictures fit a palette; deflated as hard as can be.
import zlib from 'node:zlib';

const signature = 8, most_colours = 256;

function* chunksOf(bytes) {
    for (let at = signature; at < bytes.length;) {
        const length = bytes.readUInt32BE(at);
        yield { type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) };
        at += 12 + length;
    }
}

function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]), length = Buffer.alloc(4), sum = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body));
    return Buffer.concat([length, body, sum]);
}

function crc32(bytes) {
    let sum = ~0;
    for (const byte of bytes) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit++) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
}

// The rows of an image of eight bits a channel, without the filters of PNG 1.2, section 6.
function unfiltered(bytes, width, height, channels) {
    const line = width * channels, out = Buffer.alloc(line * height);
    for (let y = 0, at = 0; y < height; y++) {
        const filter = bytes[at++], row = y * line;
        for (let x = 0; x < line; x++, at++) {
            const left = x < channels ? 0 : out[row + x - channels], up = y ? out[row - line + x] : 0, corner = y && x >= channels ? out[row - line + x - channels] : 0;
            const guess = left + up - corner, near = [left, up, corner].map(one => Math.abs(guess - one));
            const paeth = near[0] <= near[1] && near[0] <= near[2] ? left : near[1] <= near[2] ? up : corner;
            out[row + x] = bytes[at] + [0, left, up, left + up >> 1, paeth][filter];
        }
    }
    return out;
}

// Of an image of RGB with eight bits: its most frequent colours, and the nearest of them for each of the others.
export function lighter(bytes) {
    const chunks = [...chunksOf(bytes)], head = chunks[0].data;
    if (head[8] !== 8 || head[9] !== 2) return bytes;
    const width = head.readUInt32BE(0), height = head.readUInt32BE(4);
    const pixels = unfiltered(zlib.inflateSync(Buffer.concat(chunks.filter(one => one.type === 'IDAT').map(one => one.data))), width, height, 3);
    const counts = new Map();
    for (let at = 0; at < pixels.length; at += 3) {
        const colour = pixels.readUIntBE(at, 3);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const palette = [...counts].sort((one, other) => other[1] - one[1]).slice(0, most_colours).map(([colour]) => colour);
    const places = new Map(palette.map((colour, i) => [colour, i]));
    const far = (one, other) => [16, 8, 0].reduce((sum, shift) => sum + ((one >> shift & 255) - (other >> shift & 255)) ** 2, 0);
    const nearest = colour => palette.reduce((best, one, i) => (far(one, colour) < far(palette[best], colour) ? i : best), 0);
    for (const colour of counts.keys()) if (!places.has(colour)) places.set(colour, nearest(colour));
    const rows = Buffer.alloc((width + 1) * height);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = places.get(pixels.readUIntBE((y * width + x) * 3, 3));
    const colours = Buffer.alloc(palette.length * 3);
    palette.forEach((colour, i) => colours.writeUIntBE(colour, i * 3, 3));
    const first = Buffer.from(head);
    first[9] = 3;
    const made = Buffer.concat([bytes.subarray(0, signature), chunk('IHDR', first), chunk('PLTE', colours), chunk('IDAT', zlib.deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
    return made.length < bytes.length ? made : bytes;
}
