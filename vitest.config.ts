import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** Projects run one group after another: a group of its own lets each have its own number of workers (two cores are enough). */
function project(name: string, groupOrder: number, maxWorkers: number, servers: boolean): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      isolate: name !== 'unit',
      maxWorkers,
      sequence: { groupOrder },
      // a worker inherits our flags (coverage, inspector) and hands them to what it forks, unless told not to
      execArgv: [],
      // Far longer than anything takes: these say that something hangs, never that the machine is busy with other work.
      testTimeout: servers ? 120_000 : 60_000,
      hookTimeout: 120_000,
      ...(servers ? { globalSetup: ['./test/servers/global-setup.ts'] } : {}),
    },
  };
}

export default defineConfig({
  test: {
    // Of one file's tests, each with processes and servers of its own: more only stand in each other's way on two cores.
    maxConcurrency: 2,
    reporters: ['default', './test/closing-line-reporter.ts'],
    projects: [
      project('unit', 0, 2, false),
      project('contract', 1, 2, true),
      project('integration', 2, 2, true),
      project('fleet', 3, 1, true),
      project('sim', 4, 2, false),
      project('console', 5, 1, true),
    ],
    coverage: {
      provider: 'v8',
      include: ['machines/**/*.ts', 'src/**/*.ts'],
      exclude: ['src/dev/**', 'src/console/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
