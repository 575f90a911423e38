// Looks at everything once, after the traffic, through the views; what was seen is then judged without any further question.
import type { Observations, ObservedJournalEntry, Views } from './observations.ts';
import { forEachAtOnce } from './service-caller.ts';

const JOURNALS_AT_ONCE_MAX = 16;

export async function observe(views: Views, brands: readonly string[]): Promise<Observations> {
  const rollings = (await Promise.all(brands.map(async (brand) => views.service.rollings(brand)))).flat();
  const journals = new Map<string, readonly ObservedJournalEntry[]>();
  await forEachAtOnce(rollings, JOURNALS_AT_ONCE_MAX, async (rolling) => {
    journals.set(rolling.rollingId, await views.service.journal(rolling));
  });
  return {
    rollings,
    journals,
    deadLetters: await views.service.deadLetters(),
    ledger: await views.wallet.report(),
    published: await views.events.entries(),
    walletStream: await views.walletStream.state(),
  };
}
