// What each command for the fleet says of itself.

const LOOK = `  --watch                  again every second, until interrupted; with --json one document a line
  --json                   one JSON document on stdout`;
const ORDER = `  --reason TEXT            why; kept in the history. Required
  --by NAME                who; default: ops:<name of the user>
  --json                   one JSON document on stdout`;
const WAIT = `  --wait                   until it is done or has failed, and tell how long that took
  --timeout S              wait at most so many seconds (60)`;
const LOOK_CODES = 'Exit code: 0 told, 2 the command line is wrong, 3 it could not be found out.';
const ORDER_CODES = `Exit code: 0 ordered (with --wait: done), 1 refused, failed, or not done in time, 2 the command line is wrong, 3 it could not
be ordered.`;

const USAGES = {
  workers: `npm run ops -- workers [options]

Who is there, and what each has.

${LOOK}

${LOOK_CODES}
`,
  shards: `npm run ops -- shards [options]

Which worker has which shard, and where it is going.

  --brand B                of one brand
  --worker W               those it has, or is to have
${LOOK}

${LOOK_CODES}
`,
  streams: `npm run ops -- streams [options]
npm run ops -- streams forget NAME --reason TEXT

Who reads which wallet stream, and up to when everything on it is processed. A stream that left WALLET_STREAMS is forgotten by an
operator; until then every expiry waits for it, as long as it may.

${LOOK}

${LOOK_CODES}
`,
  'streams forget': `npm run ops -- streams forget NAME --reason TEXT [options]

A wallet stream that no worker is configured to read any more: expiries stop waiting for it. A worker that is started with it brings
it back.

${ORDER}

${ORDER_CODES}
`,
  history: `npm run ops -- history [options]

Who moved what and why, newest first.

  --brand B                about one brand's shards
  --limit N                at most N (50)
${LOOK}

${LOOK_CODES}
`,
  rebalance: `npm run ops -- rebalance --dry-run [options]

What placement would move now, and what each worker would have. Placement balances by itself; nothing is ordered here.

${LOOK}

${LOOK_CODES}
`,
  move: `npm run ops -- move BRAND/SHARD_NO WORKER --reason TEXT [options]

The shard's owner lets go of it, and the worker takes it over. Placement may move it again for balance: pin it where it shall stay.

  --force                  do not wait for the owner: it can commit no more from this moment on
${WAIT}
${ORDER}

${ORDER_CODES}
`,
  pin: `npm run ops -- pin BRAND/SHARD_NO (WORKER | --none) --reason TEXT [options]

The shard goes to that worker and stays there for as long as the worker can have it. --none takes it back.

${ORDER}

${ORDER_CODES}
`,
  drain: `npm run ops -- drain WORKER --reason TEXT [options]

Others take over all that it has, and it is given nothing, also after a restart, until 'undrain'.

${WAIT}
${ORDER}

${ORDER_CODES}
`,
  undrain: `npm run ops -- undrain WORKER --reason TEXT [options]

The worker may be given shards and streams again.

${ORDER}

${ORDER_CODES}
`,
  split: `npm run ops -- split BRAND/SHARD_NO (--at SLOT[,SLOT...] | --into N) --reason TEXT [options]

The shard's owner makes several of it; no row is rewritten, and placement may move each of them.

  --at SLOT                where a new shard begins
  --into N                 so many, as alike as slots allow
${WAIT}
${ORDER}

${ORDER_CODES}
`,
  merge: `npm run ops -- merge BRAND/SHARD_A SHARD_B --reason TEXT [options]

One shard of two of the same brand whose slots meet. Where they have different owners, the second is moved first.

${WAIT}
${ORDER}

${ORDER_CODES}
`,
} as const;

export type FleetCommand = keyof typeof USAGES;

export const fleetUsage = (command: FleetCommand): string => USAGES[command];
