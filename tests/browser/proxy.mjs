// A line that drops: a TCP proxy that lets so many bytes through in a second, each way, and every so often cuts all connections at once.
import net from 'node:net';

export class CuttingProxy {
    cuts = 0;
    sockets = new Set();
    // everyMs: between two cuts, 0 for none; bytesPerSecond: 0 for no limit.
    static async start(target, { everyMs = 0, bytesPerSecond = 0 } = {}) {
        const proxy = new CuttingProxy();
        Object.assign(proxy, { everyMs, bytesPerSecond });
        proxy.server = net.createServer(near => {
            const far = net.connect(target, '127.0.0.1');
            for (const [from, to] of [[near, far], [far, near]]) {
                proxy.sockets.add(from);
                from.on('data', bytes => proxy.pass(bytes, from, to));
                from.on('end', () => to.end()).on('error', () => to.destroy());
                from.on('close', () => { proxy.sockets.delete(from); to.destroy(); });
            }
        });
        await new Promise(ready => proxy.server.listen(0, '127.0.0.1', ready));
        proxy.port = proxy.server.address().port;
        proxy.base = `http://localhost:${proxy.port}`;
        if (everyMs) proxy.clock = setInterval(() => proxy.cut(), everyMs);
        return proxy;
    }
    pass(bytes, from, to) {
        to.write(bytes);
        if (!this.bytesPerSecond) return;
        from.pause();
        setTimeout(() => from.resume(), (bytes.length / this.bytesPerSecond) * 1000);
    }
    cut() {
        this.cuts += this.sockets.size > 0 ? 1 : 0;
        for (const socket of this.sockets) socket.resetAndDestroy();
    }
    async stop() {
        clearInterval(this.clock);
        this.cut();
        await new Promise(closed => this.server.close(closed));
    }
}
