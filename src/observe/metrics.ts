// Every metric there is, in one place; docs/metrics.md is held to this file by a test. Each set has a registry of its own, so
// that many workers can live in one process. Hot paths add up over a batch and call `inc` once.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const SECONDS_FINE = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SECONDS_TO_COMMIT = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300];
const SECONDS_TO_PUBLISH = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30, 300, 3_600];
const BATCH_EVENTS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];

type Register = readonly Registry[];

function counter<Label extends string>(registers: Register, name: string, help: string, labels: readonly Label[] = []) {
  return new Counter<Label>({ name, help, labelNames: [...labels], registers: [...registers] });
}

function gauge<Label extends string>(registers: Register, name: string, help: string, labels: readonly Label[] = []) {
  return new Gauge<Label>({ name, help, labelNames: [...labels], registers: [...registers] });
}

function histogram<Label extends string>(
  registers: Register,
  name: string,
  help: string,
  buckets: readonly number[],
  labels: readonly Label[] = [],
) {
  return new Histogram<Label>({
    name,
    help,
    buckets: [...buckets],
    labelNames: [...labels],
    registers: [...registers],
  });
}

function createCounters(into: Register) {
  return {
    events: counter(into, 'rolling_events_total', 'Wallet events decided, by what became of them', ['type', 'outcome']),
    zeroContributions: counter(into, 'rolling_zero_contributions_total', 'Bets that counted nothing', ['reason']),
    deadLetters: counter(into, 'rolling_dead_letters_total', 'Stream entries that could not be applied', ['reason']),
    deadLettersResolved: counter(into, 'rolling_dead_letters_resolved_total', 'Dead letters replayed or discarded', [
      'as',
    ]),
    quarantines: counter(into, 'rolling_quarantines_total', 'Players put in quarantine, by why', ['reason']),
    brandDefaulted: counter(into, 'rolling_brand_defaulted_total', 'Events without a brand that took the default one'),
    brandDisputed: counter(
      into,
      'rolling_brand_disputed_total',
      'Events whose payload names another brand than their envelope, which was taken',
    ),
    ignoredEvents: counter(into, 'rolling_ignored_events_total', 'Stream entries of event types that are not ours'),
    commits: counter(into, 'rolling_commits_total', 'Group commits, by result', ['result']),
    hydrations: counter(into, 'rolling_hydrations_total', 'Players read from the database into memory'),
    evictions: counter(into, 'rolling_evictions_total', 'Players dropped from memory to make room'),
    walletCalls: counter(into, 'rolling_wallet_calls_total', 'Calls of the wallet, by outcome', [
      'operation',
      'outcome',
    ]),
    created: counter(into, 'rolling_created_total', 'Rollings that were created'),
    completions: counter(into, 'rolling_completions_total', 'Rollings that became completed'),
    cancellations: counter(into, 'rolling_cancellations_total', 'Rollings that became canceled or expired', ['reason']),
    outboxPublished: counter(into, 'rolling_outbox_published_total', 'Outbox events appended to the event stream'),
    commands: counter(into, 'rolling_commands_total', 'Commands answered, by HTTP status', ['operation', 'status']),
    httpRefused: counter(into, 'rolling_http_refused_total', 'Requests not let in, by the limit they met', ['reason']),
    timersFired: counter(into, 'rolling_timers_fired_total', 'Due timers handed to their owner', ['kind']),
    retries: counter(into, 'rolling_retries_total', 'What failed and was tried again, by stage', ['stage']),
    requests: counter(into, 'rolling_requests_total', 'Requests of the API, by who sent them and what became of them', [
      'caller',
      'outcome',
    ]),
    crossBrandObserved: counter(
      into,
      'rolling_cross_brand_observed_total',
      'Requests for a rolling of another brand that were let through',
    ),
    expiriesOverdue: counter(into, 'rolling_expiries_overdue_total', 'Expiries that came ten minutes late or later'),
    watchedSteps: counter(
      into,
      'rolling_watched_steps_total',
      'Committed steps told to watchers, once for all of a rolling',
    ),
    watchStepsUnseen: counter(
      into,
      'rolling_watch_steps_unseen_total',
      'Steps that a watcher was too slow for: it got the latest snapshot instead',
    ),
    crossBrandRejected: counter(
      into,
      'rolling_cross_brand_rejected_total',
      'Requests for a rolling of another brand that were refused',
    ),
  };
}

function createHistograms(into: Register) {
  return {
    commitSeconds: histogram(into, 'rolling_commit_seconds', 'One group commit in the database', SECONDS_FINE),
    commitBatchEvents: histogram(into, 'rolling_commit_batch_events', 'Events in one group commit', BATCH_EVENTS),
    eventToCommitSeconds: histogram(
      into,
      'rolling_event_to_commit_seconds',
      'From the append of a stream entry by the wallet to its durable commit',
      SECONDS_TO_COMMIT,
    ),
    readToCommitSeconds: histogram(
      into,
      'rolling_read_to_commit_seconds',
      'From reading a stream entry to its durable commit',
      SECONDS_TO_COMMIT,
    ),
    eventToPublishedSeconds: histogram(
      into,
      'rolling_event_to_published_seconds',
      'From the decision that made an outbox event to its append to the event stream',
      SECONDS_TO_PUBLISH,
    ),
    loadSeconds: histogram(into, 'rolling_load_seconds', 'One batched read of facts from the database', SECONDS_FINE),
    walletCallSeconds: histogram(into, 'rolling_wallet_call_seconds', 'One call of the wallet', SECONDS_FINE, [
      'operation',
    ]),
    outboxPublishSeconds: histogram(
      into,
      'rolling_outbox_publish_seconds',
      'One append of outbox events',
      SECONDS_FINE,
    ),
    watchLookSeconds: histogram(
      into,
      'rolling_watch_look_seconds',
      'One look at how watched rollings moved on, with what was told of it',
      SECONDS_FINE,
    ),
    httpRequestSeconds: histogram(into, 'rolling_http_request_seconds', 'One HTTP request, by route', SECONDS_FINE, [
      'route',
      'method',
      'status',
    ]),
  };
}

function createGauges(into: Register) {
  return {
    mailboxDepth: gauge(into, 'rolling_mailbox_depth', 'Messages that wait for their turn'),
    residentRollings: gauge(into, 'rolling_resident_rollings', 'Rollings in memory'),
    residentPlayers: gauge(into, 'rolling_resident_players', 'Players in memory'),
    indexedPlayers: gauge(into, 'rolling_indexed_players', 'Players known to have a rolling, in memory or not'),
    limit: gauge(into, 'rolling_limit', 'Bounds in force, to hold gauges against', ['limit']),
    outboxBacklog: gauge(into, 'rolling_outbox_backlog', 'Outbox events committed and not yet published'),
    outboxOldestSeconds: gauge(into, 'rolling_outbox_oldest_seconds', 'Age of the oldest unpublished outbox event'),
    deadLettersOpen: gauge(into, 'rolling_dead_letters_open', 'Dead letters that nobody has dealt with'),
    deadLettersOldestSeconds: gauge(
      into,
      'rolling_dead_letters_oldest_seconds',
      'Age of the oldest dead letter that nobody has dealt with',
    ),
    quarantinedPlayers: gauge(into, 'rolling_quarantined_players', 'Players in quarantine'),
    parkedEvents: gauge(into, 'rolling_parked_events', 'Events of players in quarantine, parked in order'),
    parkedOldestSeconds: gauge(into, 'rolling_parked_oldest_seconds', 'Age of the oldest parked event'),
    oldSnapshots: gauge(into, 'rolling_old_snapshots', 'Snapshots of older machine versions that the last pass found'),
    waitingForPeople: gauge(into, 'rolling_waiting_for_people', 'Rollings that only a person can move on', ['state']),
    surveyAgeSeconds: gauge(into, 'rolling_survey_age_seconds', 'Since the tables were last looked at for gauges'),
    streamUndelivered: gauge(into, 'rolling_stream_undelivered', 'Entries the group has not been given yet', [
      'stream',
    ]),
    streamPending: gauge(into, 'rolling_stream_pending', 'Entries delivered and not acknowledged', ['stream']),
    leader: gauge(into, 'rolling_fleet_leader', '1 in the process that decides who owns what'),
    ownedShards: gauge(into, 'rolling_owned_shards', 'Shards this worker owns'),
    streamLeftBehind: gauge(into, 'rolling_stream_left_behind', 'Entries that wait for their owner to take them', [
      'stream',
    ]),
    streamSlotsBehind: gauge(into, 'rolling_stream_slots_behind', 'Slots of brands with entries left behind', [
      'stream',
    ]),
    streamPaused: gauge(into, 'rolling_stream_paused', '1 while so much is left behind that nothing new is read', [
      'stream',
    ]),
    streamLagSeconds: gauge(into, 'rolling_stream_lag_seconds', 'Age of the oldest entry not acknowledged', ['stream']),
    walletCallsQueued: gauge(into, 'rolling_wallet_calls_queued', 'Wallet attempts on record that wait for a place'),
    walletCallsRunning: gauge(into, 'rolling_wallet_calls_running', 'Wallet calls under way'),
    walletBreakersOpen: gauge(into, 'rolling_wallet_breakers_open', 'Brands whose wallet breaker is open'),
    walletBreakerOpen: gauge(into, 'rolling_wallet_breaker_open', 'Brands whose wallet breaker is open, some by name', [
      'brand',
    ]),
    clockSkewSeconds: gauge(into, 'rolling_clock_skew_seconds', 'The clock of a server minus ours', ['server']),
    multiBrandEnforcementMode: gauge(
      into,
      'multi_brand_enforcement_mode',
      'The mode of brand enforcement in force: 1 at its label',
      ['service', 'mode'],
    ),
    watchers: gauge(into, 'rolling_watchers', 'Web sockets that watch a rolling through this process'),
    httpRequestsInFlight: gauge(into, 'rolling_http_requests_in_flight', 'Requests let in and not answered yet'),
    loopAgeSeconds: gauge(into, 'rolling_loop_age_seconds', 'Since the loop last advanced or was idle', ['loop']),
    loopThresholdSeconds: gauge(
      into,
      'rolling_loop_threshold_seconds',
      'The longest silence of a loop that is healthy',
      ['loop'],
    ),
    buildInfo: gauge(into, 'rolling_build_info', 'What runs: 1 at its labels', ['version', 'node', 'machine']),
  };
}

export interface Metrics
  extends ReturnType<typeof createCounters>, ReturnType<typeof createHistograms>, ReturnType<typeof createGauges> {
  readonly registry: Registry;
}

export interface MetricsOptions {
  /** Memory, event loop and garbage collection of the process: once per process, never under simulation. */
  readonly processMetrics?: boolean;
}

export function createMetrics({ processMetrics = false }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return { registry, ...createCounters(registers), ...createHistograms(registers), ...createGauges(registers) };
}
