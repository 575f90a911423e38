// Every decision of a run as a line. The hash over all lines is what two runs of a seed are compared by; the last lines are what
// a failing seed prints.

const RECENT_LINES = 60;

export class Trace {
  readonly recent: string[] = [];
  #low = 0x811c9dc5;
  #high = 0x9dc5811c;
  #lines = 0;
  readonly #print: ((line: string) => void) | null;

  constructor(print: ((line: string) => void) | null) {
    this.#print = print;
  }

  line(nowMs: number, text: string): void {
    const line = `${nowMs} ${text}`;
    for (let index = 0; index < line.length; index += 1) {
      const unit = line.charCodeAt(index);
      this.#low = Math.imul(this.#low ^ unit, 0x01000193);
      this.#high = Math.imul(this.#high ^ unit, 0x85ebca6b);
    }
    this.#lines += 1;
    this.recent.push(line);
    if (this.recent.length > RECENT_LINES) this.recent.shift();
    this.#print?.(line);
  }

  /** Of all lines so far, and how many they are. */
  get hash(): string {
    const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
    return `${hex(this.#high)}${hex(this.#low)}:${this.#lines}`;
  }
}
