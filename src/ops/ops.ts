// What operators ask on the command line: `npm run ops -- <command>`.
import { ConfigError } from '../config/faults.ts';
import { deadLetters } from './dead-letters.ts';
import { history, rebalance, shards, streams, workers } from './fleet-look.ts';
import { drain, merge, move, pin, split, undrain } from './fleet-orders.ts';
import { parked } from './parked.ts';
import { replayStream } from './replay-stream.ts';
import { republish } from './republish.ts';
import { UsageFault } from './usage-fault.ts';
import { verify } from './verify.ts';

const USAGE = `npm run ops -- <command> [options]

The fleet:
  workers         who is there, and what each has
  shards          which worker has which shard, and where it is going
  streams         who reads which wallet stream, and how far; streams forget NAME
  history         who moved what and why
  rebalance       --dry-run: what placement would move now
  move, pin       a shard to a worker; --reason is kept
  drain, undrain  empty a worker, and let it be filled again
  split, merge    a brand's shards

The data:
  dead-letters    what the wallet streams held and could not be applied: list, show, replay, discard
  parked          players in quarantine and their parked events: list, show, replay, discard
  replay-stream   read a wallet stream again, in its order, after Postgres has lost what was acknowledged
  republish       append events to the event stream again
  verify          are journals, snapshots, timers and outbox consistent?

'npm run ops -- <command> --help' tells a command's options.
`;

const EXIT_USAGE = 2;
/** What was asked could not be found out: not an answer, and not the asker's mistake. */
const EXIT_FAILED = 3;

const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  workers,
  shards,
  streams,
  history,
  rebalance,
  move,
  pin,
  drain,
  undrain,
  split,
  merge,
  'dead-letters': deadLetters,
  parked,
  'replay-stream': replayStream,
  republish,
  verify,
};

/** Resolves with the exit code. */
export async function runOps([name, ...argv]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(name === undefined ? USAGE : `'${name}' is not known\n\n${USAGE}`);
    return EXIT_USAGE;
  }
  try {
    return await command(argv);
  } catch (error) {
    if (error instanceof UsageFault) {
      process.stderr.write(`${error.message}\n\n${error.usage}`);
      return EXIT_USAGE;
    }
    process.stderr.write(`${name} failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof ConfigError ? EXIT_USAGE : EXIT_FAILED;
  }
}
