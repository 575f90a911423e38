// One end of a link, for measuring what a forwarded entry costs each side: `receive`, or `send ADDRESS COUNT`. Prints one JSON line.
import { pino } from 'pino';
import { listenForPeers } from '../../src/adapters/link/link-server.ts';
import { WsLink } from '../../src/adapters/link/ws-link.ts';
import { brandId } from '../../src/domain/ids.ts';
import type { ForwardedEnding, ForwardedEntry } from '../../src/ports/link.ts';

const SECRET = 'measured and forgotten';
const logger = pino({ level: 'silent' });
const identityOf = (worker: string) => ({ worker, token: worker, build: 'bench' });
const [role, address = '', count = '100000'] = process.argv.slice(2);

const PAYLOAD = JSON.stringify({
  event_id: '0192f7c1-7a5e-7bbb-8ccc-000000000001',
  event_type: 'BET_SETTLED_CONFIRMED',
  event_version: 1,
  occurred_at: '2026-11-22T08:59:59.456Z',
  brand_id: 'brand-a',
  payload: {
    player_id: 'player-1',
    bet_id: 'bet-1',
    currency: 'EUR',
    stake_minor: '1250',
    win_minor: '0',
    outcome: 'loss',
    product: 'casino',
    game_category: 'slots',
    placed_at: '2026-11-22T08:59:50.000Z',
  },
});

const BRAND = brandId('brand-a');
const entryOf = (number: number): ForwardedEntry => ({
  stream: 'wallet:events',
  streamEpoch: 1,
  round: 1,
  shard: { brandId: BRAND, shardNo: 1, epoch: 1 },
  entryId: `1763800000000-${number}`,
  receivedAt: 1_763_800_000_000,
  fields: { event_type: 'BET_SETTLED_CONFIRMED', payload: PAYLOAD.replace('bet-1', `bet-${number}`) },
});

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function receive(): Promise<void> {
  let received = 0;
  // As a committer does: what came in a while ends together.
  let waiting: ((ending: ForwardedEnding) => void)[] = [];
  const server = await listenForPeers({
    host: '127.0.0.1',
    port: 0,
    identity: identityOf('receiver'),
    secrets: [SECRET],
    logger,
    handlers: {
      entry: (_entry, end) => {
        received += 1;
        if (waiting.push(end) > 1) return;
        setTimeout(() => {
          const ends = waiting;
          waiting = [];
          for (const each of ends) each({ kind: 'durable' });
        }, 5);
      },
      command: async () => ({ kind: 'moved' }),
    },
  });
  const before = process.cpuUsage();
  process.on('SIGTERM', () => {
    const { user, system } = process.cpuUsage(before);
    tell({ received, cpuUsPerEntry: (user + system) / received });
    void server.close();
  });
  tell({ address: server.address });
}

async function send(total: number): Promise<void> {
  const link = new WsLink({ identity: identityOf('sender'), secrets: [SECRET], logger, random: Math.random });
  const peer = link.peer(address);
  const before = process.cpuUsage();
  const startedAt = performance.now();
  let durable = 0;
  let offered = 0;
  let underWay = 0;
  await new Promise<void>((resolve) => {
    const end = (ending: ForwardedEnding): void => {
      underWay -= 1;
      if (ending.kind !== 'durable') throw new Error(`an entry ended ${ending.kind}`);
      durable += 1;
      if (durable === total) resolve();
    };
    const offer = (): void => {
      // As a reader does: five hundred at a time.
      for (let left = 500; left > 0 && underWay < 5_000 && offered < total; left -= 1) {
        offered += 1;
        underWay += 1;
        peer.sendEntry(entryOf(offered), end);
      }
      if (offered < total) setImmediate(offer);
    };
    offer();
  });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedAt) / 1_000;
  tell({ total, seconds, entriesPerS: total / seconds, cpuUsPerEntry: (user + system) / total });
  await link.close();
}

await (role === 'receive' ? receive() : send(Number(count)));
