// The command lines of what operators ask of the fleet. Each command takes the options that mean something to it, and no others.
import { type BrandId, isBrandId } from '../domain/ids.ts';
import { SLOT_COUNT } from '../domain/slot.ts';
import type { Authority } from '../ports/fleet-store.ts';
import type { ShardKey } from '../ports/store.ts';
import { type FleetCommand, fleetUsage } from './fleet-usage.ts';
import { operatorName, parseOptions } from './options.ts';
import { UsageFault } from './usage-fault.ts';

const OPTIONS = {
  brand: { type: 'string' },
  worker: { type: 'string' },
  limit: { type: 'string' },
  at: { type: 'string' },
  into: { type: 'string' },
  none: { type: 'boolean' },
  force: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  reason: { type: 'string' },
  by: { type: 'string' },
  wait: { type: 'boolean' },
  timeout: { type: 'string' },
  watch: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>['values'];

const LOOK = ['json', 'watch', 'help'];
const ORDER = ['reason', 'by', 'json', 'help'];
const WAIT = ['wait', 'timeout'];

const MEANT: Readonly<Record<FleetCommand, readonly string[]>> = {
  workers: LOOK,
  shards: [...LOOK, 'brand', 'worker'],
  streams: LOOK,
  'streams forget': ORDER,
  history: [...LOOK, 'brand', 'limit'],
  rebalance: [...LOOK, 'dry-run'],
  move: [...ORDER, ...WAIT, 'force'],
  pin: [...ORDER, 'none'],
  drain: [...ORDER, ...WAIT],
  undrain: ORDER,
  split: [...ORDER, ...WAIT, 'at', 'into'],
  merge: [...ORDER, ...WAIT],
};

const TEXT_LENGTH_MAX = { by: 128, reason: 200 } as const;
const LIMIT_MAX = 10_000;
const LIMIT_DEFAULT = 50;
const TIMEOUT_S_MAX = 3_600;
const TIMEOUT_S_DEFAULT = 60;
const SHARD = /^(.+)\/([1-9]\d{0,8})$/;
const SHARD_NO = /^[1-9]\d{0,8}$/;

export interface LookAsked {
  readonly json: boolean;
  readonly watch: boolean;
}

export interface OrderAsked {
  readonly authority: Authority;
  readonly json: boolean;
  /** How long to wait for its end; null: not at all. */
  readonly waitMs: number | null;
}

/** The arguments of one command, checked; `help` where they ask for it. */
export class FleetArguments {
  readonly positionals: readonly string[];
  private readonly command: FleetCommand;
  private readonly values: Values;

  constructor(command: FleetCommand, argv: readonly string[], positionals: number) {
    this.command = command;
    const parsed = parseOptions(argv, OPTIONS, fleetUsage(command));
    this.values = parsed.values;
    this.positionals = parsed.positionals;
    if (this.help) return;
    const stray = Object.keys(this.values).find((name) => !MEANT[command].includes(name));
    if (stray !== undefined) throw this.fault(`--${stray} means nothing to ${command}`);
    if (this.positionals.length > positionals)
      throw this.fault(`'${this.positionals[positionals]}' means nothing here`);
    if (this.positionals.length < positionals)
      throw this.fault(`say what to ${command === 'pin' ? 'pin, and where' : command}`);
  }

  get help(): boolean {
    return this.values.help === true;
  }

  get look(): LookAsked {
    return { json: this.values.json ?? false, watch: this.values.watch ?? false };
  }

  get order(): OrderAsked {
    const { by = operatorName(), reason, json = false, wait = false, timeout } = this.values;
    if (reason === undefined) throw this.fault(`${this.command} needs --reason: it is kept in the history`);
    for (const [name, given] of Object.entries({ by, reason })) {
      const max = name === 'by' ? TEXT_LENGTH_MAX.by : TEXT_LENGTH_MAX.reason;
      if (given === '' || given.length > max) throw this.fault(`--${name} has 1 to ${max} characters`);
    }
    if (timeout !== undefined && !wait) throw this.fault('--timeout goes with --wait');
    const seconds = this.count('timeout', TIMEOUT_S_DEFAULT, TIMEOUT_S_MAX);
    return { authority: { requestedBy: by, reason }, json, waitMs: wait ? seconds * 1_000 : null };
  }

  get brand(): BrandId | null {
    const { brand } = this.values;
    if (brand === undefined) return null;
    if (!isBrandId(brand)) throw this.fault('--brand is no brand id');
    return brand;
  }

  get worker(): string | null {
    return this.values.worker ?? null;
  }

  get limit(): number {
    return this.count('limit', LIMIT_DEFAULT, LIMIT_MAX);
  }

  get isForced(): boolean {
    return this.values.force ?? false;
  }

  get isDryRun(): boolean {
    return this.values['dry-run'] ?? false;
  }

  /** BRAND/SHARD_NO; a brand may have slashes of its own. */
  get shard(): ShardKey {
    const [text = ''] = this.positionals;
    const [, brand, number] = SHARD.exec(text) ?? [];
    if (brand === undefined || number === undefined || !isBrandId(brand)) {
      throw this.fault(`a shard is named as BRAND/SHARD_NO, such as acme/1, not '${text}'`);
    }
    return { brandId: brand, shardNo: Number(number) };
  }

  get otherShardNo(): number {
    const [, text = ''] = this.positionals;
    if (!SHARD_NO.test(text)) throw this.fault(`the other shard is named by its number alone, not '${text}'`);
    return Number(text);
  }

  /** Where the shard is pinned to; null with --none. */
  get pinnedTo(): string | null {
    const [, worker] = this.positionals;
    if ((worker === undefined) !== (this.values.none === true)) throw this.fault('name a worker, or give --none');
    return worker ?? null;
  }

  get cut(): { readonly at: readonly number[] } | { readonly into: number } {
    const { at, into } = this.values;
    if ((at === undefined) === (into === undefined)) throw this.fault('give --at SLOT or --into N');
    if (into !== undefined) {
      const parts = /^\d{1,4}$/.test(into) ? Number(into) : 0;
      if (parts < 2 || parts > SLOT_COUNT) throw this.fault(`--into is 2 to ${SLOT_COUNT}`);
      return { into: parts };
    }
    const slots = (at ?? '').split(',').map((slot) => (/^\d{1,4}$/.test(slot) ? Number(slot) : -1));
    if (slots.some((slot) => slot < 1 || slot >= SLOT_COUNT)) {
      throw this.fault(`--at is a slot, or several separated by commas, each 1 to ${SLOT_COUNT - 1}`);
    }
    return { at: slots.toSorted((left, right) => left - right) };
  }

  fault(message: string): UsageFault {
    return new UsageFault(message, fleetUsage(this.command));
  }

  private count(name: 'limit' | 'timeout', absent: number, max: number): number {
    const text = this.values[name];
    if (text === undefined) return absent;
    const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (count < 1 || count > max) throw this.fault(`--${name} is 1 to ${max}`);
    return count;
  }
}
