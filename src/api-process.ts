// Composition root of what listens: the API with its probes, or the probes alone beside a worker.
import type { Api, ApiDependencies, ProbeDependencies } from './api/api.ts';
import { createApi, createProbeServer } from './api/create-api.ts';
import { openInspection } from './inspect/web-sockets.ts';
import type { RollingChanges } from './ports/rolling-changes.ts';

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

/** The watchers of rollings are let in by the API, and shown what the database tells. */
type ApiProcessDependencies = Omit<ApiDependencies, 'inspection'> & { readonly changes: RollingChanges };

export async function startApi(dependencies: ApiProcessDependencies, options: ListenOptions): Promise<Listening> {
  return listen(await createApi({ ...dependencies, inspection: openInspection(dependencies) }), options);
}

export async function startProbes(dependencies: ProbeDependencies, options: ListenOptions): Promise<Listening> {
  return listen(createProbeServer(dependencies), options);
}
