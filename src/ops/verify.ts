// `ops verify`: is what is stored consistent? Result on stdout, how far it is on stderr.
import { openPool } from '../adapters/postgres/connection.ts';
import { loadDatabaseUrl } from '../config/load-config.ts';
import { UsageFault } from './usage-fault.ts';
import { VERIFY_USAGE, parseVerifyArguments } from './verify-arguments.ts';
import { Verification } from './verification.ts';
import { VerifyResult } from './verify-result.ts';
import { progressLine, verifyJson, verifyText } from './verify-text.ts';

const EXIT_CONSISTENT = 0;
const EXIT_INCONSISTENT = 1;
/** Counting a large outbox takes its time; nobody waits for it but the one who asked. */
const STATEMENT_TIMEOUT_MS = 300_000;
const PROGRESS_EVERY_MS = 1_000;

export async function verify(argv: readonly string[]): Promise<number> {
  const asked = parseVerifyArguments(argv);
  if (asked === 'help') {
    process.stdout.write(VERIFY_USAGE);
    return EXIT_CONSISTENT;
  }
  const url = loadDatabaseUrl();
  if (url === null) throw new UsageFault('DATABASE_URL must name the database to verify', VERIFY_USAGE);
  const pool = openPool(url.reveal(), {
    transactions: true,
    applicationName: 'rolling-service verify',
    connectionsMax: 1,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const startedAt = performance.now();
  const result = new VerifyResult();
  try {
    await new Verification(pool, asked.scope, result, progress(process.stderr)).run();
  } finally {
    await pool.end({ timeout: 1 });
  }
  const { rollingId } = asked.scope;
  if (rollingId !== null && result.rollings === 0 && result.isConsistent) {
    throw new UsageFault(`there is no rolling ${rollingId} in that scope`, VERIFY_USAGE);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write((asked.json ? verifyJson : verifyText)(result, seconds));
  return result.isConsistent ? EXIT_CONSISTENT : EXIT_INCONSISTENT;
}

/** A line a second at most: a terminal can follow it and a log is not flooded. */
function progress(out: NodeJS.WritableStream): (result: VerifyResult) => void {
  let saidAt = performance.now();
  return (result) => {
    const now = performance.now();
    if (now - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = now;
    out.write(`${progressLine(result)}\n`);
  };
}
