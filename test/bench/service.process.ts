// Measures the shipped worker: the same adapters from the same configuration, wired as src/main.ts does. Residents are warm, the
// stream is filled; the clock runs from the first read until everything read is durable and acknowledged.
import { loadConfig } from '../../src/config/load-config.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { type Metrics, createMetrics } from '../../src/observe/metrics.ts';
import { openAdapters } from '../../src/open-adapters.ts';
import { openLinks } from '../../src/open-links.ts';
import { Worker } from '../../src/worker.ts';
import { workerOptions } from '../../src/worker-options.ts';
import { performTask } from './child.ts';
import { cpuPerEvent, readCpu } from './cpu-meter.ts';
import { startProfile } from './cpu-profile.ts';
import { MeasuredStream } from './measured-stream.ts';
import { type Measurement, type ServiceTask, serviceTask } from './messages.ts';
import { walBytes } from './wal-meter.ts';
import { StoreWatch } from './watched-store.ts';

function environmentOf(task: ServiceTask): Record<string, string> {
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    MULTI_BRAND_ENFORCEMENT: 'enforce',
    WALLET_STREAMS: task.stream,
    EVENT_STREAM: `${task.stream}:events`,
    LINK_PORT: '0',
    DRAIN_TIMEOUT_MS: '0',
    RESIDENT_ROLLINGS_MAX: String(task.residentRollingsMax),
  };
}

/** A bet that was refused, or that counts nothing, costs less than those that the rows are about. */
async function checkOutcomes(metrics: Metrics): Promise<void> {
  const { values: buried } = await metrics.deadLetters.get();
  if (buried.length > 0) throw new Error(`entries were dead-lettered: ${JSON.stringify(buried)}`);
  const { values: outcomes } = await metrics.events.get();
  const strange = outcomes.filter(({ labels }) => labels.outcome !== 'applied' && labels.outcome !== 'nobody');
  if (strange.length > 0) throw new Error(`not every bet counted: ${JSON.stringify(strange)}`);
}

async function measure(task: ServiceTask): Promise<Measurement> {
  const config = loadConfig(environmentOf(task));
  const logger = createLogger({ level: config.logLevel });
  const adapters = await openAdapters(config, { ...task, redisUrls: [task.redisUrl] }, true, logger);
  const [wallet] = adapters.streams;
  if (wallet === undefined) throw new Error('the configuration names no wallet stream');
  const stream = new MeasuredStream(wallet, task);
  const watch = new StoreWatch();
  const metrics = createMetrics({ processMetrics: true });
  const links = openLinks(config, adapters.incarnation, 'bench', logger);
  const worker = new Worker({
    ...adapters,
    store: watch.watch(adapters.store),
    streams: [stream],
    logger,
    metrics,
    health: new LoopHealth(),
    link: links.link,
    options: workerOptions(config, adapters.exponentOf),
  });
  void worker.failed.then((error) => {
    throw error;
  });
  const served = await links.serve(worker.inbound);
  await worker.start(served.address);
  await stream.warm;
  // What the warm-up left behind is no part of what is measured.
  globalThis.gc?.();
  const stopProfile = task.profiled ? await startProfile() : async () => null;
  watch.begin();
  const walBefore = await walBytes(task.databaseUrl);
  const before = await readCpu(task.pids);
  const startedAt = performance.now();
  stream.begin();
  await stream.done;
  const seconds = (stream.endedAt - startedAt) / 1_000;
  const after = await readCpu(task.pids);
  const profile = await stopProfile();
  const { events } = stream;
  const result = { events, seconds, ...stream.latencies.quantiles(), cpu: cpuPerEvent(before, after, events) };
  const wal = (await walBytes(task.databaseUrl)) - walBefore;
  const work = { ...watch.report(seconds), wal_bytes: wal / events };
  await checkOutcomes(metrics);
  await worker.stop();
  await served.close();
  await links.link.close();
  await adapters.close();
  return { ...result, work, profile };
}

performTask(serviceTask, measure);
