// The processes of the service as one fleet: some that take calls and own nothing, some that own. All of one secret, on free ports.
import { join } from 'node:path';
import { freePort } from '../servers/free-port.ts';
import { runServiceCommand, ServiceProcess } from './service-process.ts';

export interface ServiceFleetOptions {
  readonly workers: number;
  readonly apis: number;
  /** What all of them are told. */
  readonly environment: Readonly<Record<string, string>>;
  /** What those who take calls are told beside it. */
  readonly apiEnvironment?: Readonly<Record<string, string>>;
  /** What one worker is told beside it. */
  readonly environmentOf?: (worker: string) => Promise<Readonly<Record<string, string>>>;
  /** Where logs go. */
  readonly directory: string;
  readonly onUnexpectedEnd: (process: ServiceProcess, reason: Error) => void;
}

export class ServiceFleet {
  readonly apis: readonly ServiceProcess[];
  readonly workers: readonly ServiceProcess[];
  private readonly options: ServiceFleetOptions;

  private constructor(
    options: ServiceFleetOptions,
    apis: readonly ServiceProcess[],
    workers: readonly ServiceProcess[],
  ) {
    this.options = options;
    this.apis = apis;
    this.workers = workers;
  }

  /** Nothing is started yet. */
  static async planned(options: ServiceFleetOptions): Promise<ServiceFleet> {
    const { environment, apiEnvironment, environmentOf, directory, onUnexpectedEnd } = options;
    const made = async (role: 'api' | 'worker', name: string): Promise<ServiceProcess> => {
      const port = await freePort();
      const listens =
        role === 'api'
          ? { HTTP_HOST: '127.0.0.1', HTTP_PORT: String(port) }
          : { WORKER_HTTP_HOST: '127.0.0.1', WORKER_HTTP_PORT: String(port), LINK_PORT: '0' };
      const own = role === 'worker' ? await environmentOf?.(name) : apiEnvironment;
      return new ServiceProcess({
        name,
        role,
        url: `http://127.0.0.1:${port}`,
        logFile: join(directory, `${name}.log`),
        environment: { ...environment, ...listens, ...own, WORKER_NAME: name },
        onUnexpectedEnd,
      });
    };
    const named = (role: 'api' | 'worker', count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) => {
          if (role === 'worker') return made(role, `w${index + 1}`);
          return made(role, count === 1 ? 'api' : `api${index + 1}`);
        }),
      );
    return new ServiceFleet(options, await named('api', options.apis), await named('worker', options.workers));
  }

  /** Migrations first, as a deployment would run them; then everybody at once, save who is to come `later`. */
  async start(signal: AbortSignal, later: readonly string[] = []): Promise<void> {
    const problem = await this.run(['migrate'], signal);
    if (problem !== undefined) throw new Error(problem);
    const first = this.all().filter(({ name }) => !later.includes(name));
    await Promise.all(first.map(async (each) => each.start(signal)));
  }

  /** The service's own look at its books, beside it while it runs. Resolves with a sentence where they do not agree. */
  async verify(signal: AbortSignal): Promise<string | undefined> {
    return this.run(['ops', 'verify'], signal);
  }

  all(): readonly ServiceProcess[] {
    return [...this.apis, ...this.workers];
  }

  named(name: string): ServiceProcess {
    const found = this.all().find((each) => each.name === name);
    if (found === undefined) throw new Error(`${name} is no process of this fleet`);
    return found;
  }

  /** Those who call first, then all owners at once: none waits for another to take over. */
  async stop(): Promise<void> {
    await Promise.all(this.apis.map(async (each) => each.stop()));
    await Promise.all(this.workers.map(async (each) => each.stop()));
  }

  async logTail(): Promise<string> {
    const tails = await Promise.all(this.all().map(async (each) => `--- ${each.name}\n${await each.logTail()}`));
    return tails.join('\n');
  }

  private async run(argv: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    const { environment, directory } = this.options;
    return runServiceCommand(argv, environment, join(directory, 'commands.log'), signal);
  }
}
