import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

// What a container engine would tell us about the Dockerfile, told without one.

const PROJECT = resolve(import.meta.dirname, '../..');
const dockerfile = readFileSync(join(PROJECT, 'Dockerfile'), 'utf8').replaceAll(/\\\n\s*/g, '');
const ignored = readFileSync(join(PROJECT, '.dockerignore'), 'utf8').split('\n');

interface Copy {
  sources: string[];
  target: string;
}

const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

function copies(part = dockerfile): Copy[] {
  return [...part.matchAll(/^COPY (?!--from)(.+)$/gm)].map((match) => {
    const words = match[1]?.split(/\s+/) ?? [];
    return { sources: words.slice(0, -1), target: words.at(-1) ?? '' };
  });
}

// Until the last piece of the tree has landed there is no image to speak of.
const isComplete = ['migrations', 'src/main.ts', 'src/worker.ts', 'src/api-process.ts'].every((path) =>
  existsSync(join(PROJECT, path)),
);

const excluded = ignored.filter((line) => /^[a-z]/.test(line)).map((line) => join(PROJECT, line));
const isLetIn = (path: string): boolean => !excluded.includes(path);

/** The tree the image would hold: what its last stage copies, and production dependencies only. */
function buildTree(): string {
  const tree = mkdtempSync(join(tmpdir(), 'image-'));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  for (const { sources } of copies(lastStage)) {
    for (const source of sources) {
      cpSync(join(PROJECT, source), join(tree, source), { recursive: true, filter: isLetIn });
    }
  }
  const lock = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  for (const [path, { dev, devOptional, optional }] of Object.entries(lock.packages)) {
    const isTopLevel = path.lastIndexOf('node_modules/') === 0;
    if (!isTopLevel || dev === true || devOptional === true || optional === true) continue;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    symlinkSync(join(PROJECT, path), join(tree, path));
  }
  return tree;
}

function node(tree: string, ...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: tree, encoding: 'utf8', env: { NODE_ENV: 'production' } });
}

describe('the image', () => {
  test('copies only what .dockerignore lets in', () => {
    const sources = copies().flatMap((copy) => copy.sources);
    expect(sources).toContain('src');
    expect(sources.filter((source) => !ignored.includes(`!${source.split('/')[0]}`))).toEqual([]);
  });

  test('runs the Node that the project pins', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      devDependencies: { node: string };
    };
    expect(dockerfile).toContain(`ARG NODE_VERSION=${devDependencies.node}\n`);
    expect(dockerfile.match(/^FROM node:\$\{NODE_VERSION\}-/gm)).toHaveLength(3);
  });

  test('builds its pages from what their stage copies, and leaves the tools there', { timeout: 60_000 }, () => {
    const [stage = ''] = /^FROM \S+ AS pages\n[\s\S]*?(?=^FROM )/m.exec(dockerfile) ?? [];
    const build = JSON.parse(/^RUN (\[.+\])$/m.exec(stage)?.[1] ?? '[]') as string[];
    const tree = mkdtempSync(join(tmpdir(), 'image-pages-'));
    onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
    for (const source of copies(stage).flatMap((copy) => copy.sources)) {
      cpSync(join(PROJECT, source), join(tree, source), { recursive: true, filter: isLetIn });
    }
    symlinkSync(join(PROJECT, 'node_modules'), join(tree, 'node_modules'));
    expect(build[0]).toBe('node');
    expect(existsSync(join(tree, 'src/console/dist'))).toBe(false);
    execFileSync(process.execPath, build.slice(1), { cwd: tree, env: {} });
    for (const page of ['index.html', 'inspect.html', 'viewer.html']) {
      expect(readFileSync(join(tree, 'src/console/dist', page), 'utf8')).toMatch(
        /<script type="module"[^>]* src="\/assets\//,
      );
    }
    expect(lastStage).toContain('COPY --from=pages /app/src/console/dist ./src/console/dist\n');
    expect(lastStage).not.toMatch(/npm|vite/);
  });

  test('starts without a shell in between, as a user without rights', () => {
    expect(dockerfile).toMatch(/^ENTRYPOINT \["node", "src\/main\.ts"\]$/m);
    expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  });

  test('is healthy when /live of its port says so, and only then', async () => {
    const [command, ...args] = JSON.parse(/^HEALTHCHECK .*?CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
    expect(command).toBe('node');
    let status = 200;
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/live' ? status : 404).end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const check = async (): Promise<number | null> => {
      const child = spawn(process.execPath, args, { env: { HTTP_PORT: String(port) }, stdio: 'ignore' });
      return new Promise((ended) => child.once('exit', ended));
    };
    expect(await check()).toBe(0);
    status = 503;
    expect(await check()).toBe(1);
    await new Promise((closed) => server.close(closed));
    expect(await check()).toBe(1);
  });

  test.runIf(isComplete)(
    'loads every role with production dependencies alone, and without src/dev',
    { timeout: 30_000 },
    () => {
      const tree = buildTree();
      expect(existsSync(join(tree, 'src/dev'))).toBe(false);
      expect(node(tree, 'src/main.ts', '--help')).toMatch(/worker/);
      const script = /^RUN node --input-type=module --eval "(.+)"$/m.exec(dockerfile)?.[1] ?? '';
      expect(script).toMatch(/worker\.ts.*process\.exit\(0\)/);
      node(tree, '--input-type=module', '--eval', script.replaceAll('/app/', `${tree}/`));
    },
  );
});
