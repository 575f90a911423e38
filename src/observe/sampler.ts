// Keeps a flood from drowning the log: so many lines in a stretch of time, then silence, and the number that was not said.

export interface SamplerOptions {
  /** Lines in one stretch. */
  readonly burst: number;
  readonly everyMs: number;
}

export class Sampler {
  private stretchEndsAt = -Infinity;
  private said = 0;
  private unsaid = 0;
  private readonly options: SamplerOptions;

  constructor(options: SamplerOptions) {
    this.options = options;
  }

  /** How many were kept back since the last that was said, where this one may be said; else null. */
  admit(nowMs: number): number | null {
    if (nowMs >= this.stretchEndsAt) {
      this.stretchEndsAt = nowMs + this.options.everyMs;
      this.said = 0;
    }
    if (this.said === this.options.burst) {
      this.unsaid += 1;
      return null;
    }
    this.said += 1;
    const { unsaid } = this;
    this.unsaid = 0;
    return unsaid;
  }
}
