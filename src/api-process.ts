// Composition root of what listens: the API with its probes, or the probes alone beside a worker.
import type { Api, ApiDependencies, ProbeDependencies } from './api/api.ts';
import { createApi, createProbeServer } from './api/create-api.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  /** As a URL. */
  readonly address: string;
  /** Accepts no more, and resolves when what was accepted is answered. */
  stop(): Promise<void>;
}

async function listen(app: Api, options: ListenOptions): Promise<Listening> {
  const address = await app.listen({ host: options.host, port: options.port });
  return { address, stop: async () => app.close() };
}

export async function startApi(dependencies: ApiDependencies, options: ListenOptions): Promise<Listening> {
  return listen(await createApi(dependencies), options);
}

export async function startProbes(dependencies: ProbeDependencies, options: ListenOptions): Promise<Listening> {
  return listen(createProbeServer(dependencies), options);
}
