// Counts checks and says what fails, the way every runner here does.
export class Tally {
    passed = 0;
    failed = 0;
    skipped = 0;
    said = new Map();

    // One check. The same fault on many pages is told five times, then only counted.
    expect(holds, title, detail = '') {
        if (holds) return this.passed++, true;
        this.failed++;
        const times = (this.said.get(title) ?? 0) + 1;
        this.said.set(title, times);
        if (times <= 5) console.log(`FAILED ${title}${detail ? `: ${detail}` : ''}`);
        return false;
    }
    skip(why) {
        this.skipped++;
        console.log(`skipped: ${why}`);
    }
    end() {
        for (const [title, times] of this.said) if (times > 5) console.log(`FAILED ${title}: ${times} times`);
        console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
        process.exitCode = this.failed ? 1 : 0;
    }
}
