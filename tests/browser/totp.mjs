// The codes of an authenticator.
import crypto from 'node:crypto';

export function base32(text) {
    const bits = [...text.replace(/\s/g, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    return Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
}
// RFC 6238, `steps` after the present one.
export function totp(secret, steps = 0) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const digest = crypto.createHmac('sha1', secret).update(counter).digest();
    return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}
