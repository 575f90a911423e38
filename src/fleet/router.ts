// Where an entry or a command goes: to a shard of this process, over the link to the process that owns it, or back to its sender
// for now. Holds nothing of the stream (an entry that cannot be taken stays pending there) and a bounded number of commands.
import type { Command, CommandOrigin, CommandReply } from '../domain/command.ts';
import type { BrandId } from '../domain/ids.ts';
import { problemReply } from '../domain/problem.ts';
import { slotOf } from '../domain/slot.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommandGate } from '../ports/command-gate.ts';
import type { Route } from '../ports/fleet-store.ts';
import type { ForwardedEnding, ForwardedReply, Link } from '../ports/link.ts';
import type { Ending, Envelope, Owner, StreamOrigin } from '../ports/occasion.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import { ForwardedEntries } from './forwarded-entries.ts';
import type { RouteBook } from './route-book.ts';
import type { StreamEpochs } from './stream-epochs.ts';

export interface RouterOptions {
  /** Null in a process that owns nothing. */
  readonly host: ShardHost | null;
  readonly link: Link;
  readonly routes: RouteBook;
  readonly streamEpochs: StreamEpochs;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Commands waiting for an owner, or for its answer, at any time. */
  readonly commandsMax: number;
}

/** How long a shard whose owner said `moved` is left alone unless its route changes before. */
const SUSPECT_MS = 50;
/** The longest a command waits for a sign before it looks for its owner again. */
const LOOK_AGAIN_MS = 100;

const nameOf = ({ brandId, shardNo, epoch, owner }: Route): string =>
  `${brandId} ${shardNo} ${epoch} ${owner?.token ?? ''}`;

const unavailable = (detail: string): CommandReply => problemReply('OWNER_UNAVAILABLE', detail);

export class Router implements CommandGate, Owner {
  private readonly forwarded = new ForwardedEntries();
  /** Routes that proved wrong, until when they are not tried again (monotonic ms). */
  private readonly suspects = new Map<string, { readonly route: Route; readonly until: number }>();
  private commands = 0;
  private readonly options: RouterOptions;

  constructor(options: RouterOptions) {
    this.options = options;
    options.routes.onChange(() => this.routesChanged());
  }

  /** Whether an entry of this slot would be taken now, as far as is known. */
  ready(brandId: BrandId, slot: number): boolean {
    const { host, routes } = this.options;
    if (host !== null && host.epochAt(brandId, slot) !== null) return host.ready(brandId, slot);
    const route = routes.table.find(brandId, slot);
    return route !== null && this.isReachable(route);
  }

  room(): Promise<void> {
    return this.options.host?.room() ?? Promise.resolve();
  }

  knows(brandId: BrandId): boolean {
    return this.options.routes.table.knows(brandId);
  }

  openBrand(brandId: BrandId): Promise<void> {
    return this.options.routes.open(brandId);
  }

  /** Ends `lost` whatever cannot be taken now; the sender keeps the order. */
  deliver(envelope: Envelope): void {
    const { host, streamEpochs, routes } = this.options;
    const { origin, brandId, slot } = envelope;
    // What ends here ends before its reader hands on anything behind it, so no rounds need be remembered.
    if (origin !== undefined && !streamEpochs.accepts(origin.stream, origin.streamEpoch)) {
      envelope.end({ kind: 'lost' });
      return;
    }
    if (host !== null && host.tryDeliver(envelope)) return;
    const route = routes.table.find(brandId, slot);
    if (origin === undefined || route === null || !this.isReachable(route)) envelope.end({ kind: 'lost' });
    else this.forward(route, envelope, origin);
  }

  /**
   * Call in the same breath as shards come into our hands, before anything else is handed on: what is still out to their last owner
   * would be overtaken here.
   */
  gained(): void {
    const { host } = this.options;
    if (host !== null) this.forwarded.reclaim(({ brandId, slot }) => host.epochAt(brandId, slot) !== null);
  }

  async submit(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<CommandReply> {
    const { commandsMax, clock } = this.options;
    if (this.commands >= commandsMax) return unavailable('too many commands wait for an answer');
    this.commands += 1;
    try {
      for (;;) {
        const answer = await this.attempt(command, deadlineAt, origin);
        if (answer.kind === 'reply') return answer.reply;
        if (clock.now() >= deadlineAt) return unavailable('no owner took the command in time');
        await this.sign(Math.min(LOOK_AGAIN_MS, deadlineAt - clock.now()));
        if (clock.now() >= deadlineAt) return unavailable('no owner took the command in time');
      }
    } finally {
      this.commands -= 1;
    }
  }

  private async attempt(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<ForwardedReply> {
    const { host, routes, link, clock } = this.options;
    const { brandId, playerId } = command;
    const slot = slotOf(brandId, playerId);
    if (host !== null && host.epochAt(brandId, slot) !== null) return host.command(command, deadlineAt, origin);
    const route = routes.table.find(brandId, slot);
    if (route === null) {
      // Without an answer from the database the next look decides.
      const opened = routes.open(brandId).catch(() => undefined);
      await Promise.race([opened, clock.sleep(deadlineAt - clock.now())]);
      return { kind: 'moved' };
    }
    if (!this.isReachable(route) || route.owner === null) return { kind: 'moved' };
    const answer = await link.peer(route.owner.address).sendCommand(command, deadlineAt - clock.now(), origin);
    if (answer.kind === 'moved') this.suspect(route);
    return answer;
  }

  /** Resolves when a route changed, or after a while. */
  private async sign(ms: number): Promise<void> {
    const { clock, routes } = this.options;
    const done = new AbortController();
    const change = routes.nextChange();
    try {
      await Promise.race([change.happened, clock.sleep(ms, done.signal)]);
    } finally {
      change.forget();
      done.abort();
    }
  }

  private forward(route: Route, envelope: Envelope, origin: StreamOrigin): void {
    const { link } = this.options;
    if (route.owner === null) return;
    const { brandId, shardNo, epoch } = route;
    const end = this.forwarded.add(route, envelope);
    const entry = { ...origin, shard: { brandId, shardNo, epoch }, receivedAt: envelope.receivedAt };
    link.peer(route.owner.address).sendEntry(entry, (ending) => {
      // A full owner is left alone for a moment as well: how much room it has cannot be seen from here.
      if (ending.kind === 'moved' || ending.kind === 'busy') this.suspect(route);
      end(endingOf(ending));
    });
  }

  private isReachable(route: Route): boolean {
    const { routes, clock } = this.options;
    if (route.owner === null || routes.isOurs(route)) return false;
    const suspect = this.suspects.get(nameOf(route));
    return suspect === undefined || clock.monotonic() >= suspect.until;
  }

  /** Wrong once is wrong for a moment: the table is read again meanwhile. */
  private suspect(route: Route): void {
    this.suspects.set(nameOf(route), { route, until: this.options.clock.monotonic() + SUSPECT_MS });
    this.options.routes.lookAgain(route.brandId);
  }

  private routesChanged(): void {
    const { routes, link } = this.options;
    this.forwarded.reconcile(routes.table);
    for (const [name, { route }] of this.suspects) {
      const now = routes.table.byKey(route);
      if (now === null || nameOf(now) !== name) this.suspects.delete(name);
    }
    link.keepOnly(routes.table.addresses());
  }
}

function endingOf(ending: ForwardedEnding): Ending {
  switch (ending.kind) {
    case 'durable':
      return { kind: 'durable', reply: null };
    case 'refused':
      return { kind: 'refused', refusal: { code: ending.code, detail: ending.detail } };
    case 'moved':
      return { kind: 'lost' };
    case 'busy':
      return { kind: 'busy' };
  }
}
