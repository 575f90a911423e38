// A rolling in an inspector: our own viewer, and whatever speaks Stately's protocol, which here is Stately's own receiver.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { signIn } from './browser.ts';
import { ConsoleUnderTest } from './console-under-test.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const WHY = ['--reason', 'a test', '--by', 'eve'] as const;
const HOSTED = 'https://stately.ai/inspect';

const AFTER_ALL = 'the one after it';

/** In the bridge: its own window says what an inspector says; a message to the viewer follows whatever that set off. */
const ASK_AS_A_STRANGER = `(async () => {
  const answers = [];
  addEventListener('message', ({ data }) => answers.push(data.type ?? data));
  postMessage({ type: '@statelyai.connected' }, location.origin);
  await ${heardBack()};
  document.querySelector('iframe').contentWindow.postMessage('${AFTER_ALL}', location.origin);
  return answers;
})()`;

function heardBack(): string {
  return `new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === '${AFTER_ALL}' && resolve());
    postMessage('${AFTER_ALL}', location.origin);
  })`;
}

/** In the viewer: what a bridge would say, from a window that is none. */
function forgedActor(sessionId: string): string {
  const snapshot = { value: 'forged', status: 'active', context: {} };
  const definition = JSON.stringify({ id: 'forged' });
  const forged = {
    type: '@xstate.actor',
    _version: '0.7.2',
    createdAt: '1',
    sessionId,
    name: 'x',
    definition,
    snapshot,
  };
  return `postMessage(${JSON.stringify(forged)}, location.origin); ${heardBack()}`;
}

let consoleOf: ConsoleUnderTest;
beforeAll(async () => {
  consoleOf = await ConsoleUnderTest.start({ LEASE_MS: '5000' });
});
afterAll(() => consoleOf.stop());
afterEach(() => consoleOf.closePages());

const viewerOf = (page: Page) => page.frameLocator('iframe');

/** Stately's receiver as a page of theirs would load it; the bare package, put into one script. */
async function receiverScript(): Promise<string> {
  const entry = fileURLToPath(new URL('./stately-receiver.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    mode: 'test',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'receiver' } },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
  const chunk = outputs.find((each) => each.type === 'chunk');
  if (chunk === undefined) throw new Error('the receiver was not built');
  return chunk.code;
}

test('is watched in our viewer, from its creation on, while its shard moves to another worker', async () => {
  const { platform } = consoleOf;
  await platform.work({ LEASE_MS: '5000', WORKER_NAME: 'two' });
  const { id, player } = await platform.rolling({ required_minor: '2000' });
  await platform.settle(player, 'moved-1', {}, { stake_minor: '500' });
  const { page } = await consoleOf.visit(consoleOf.inspectPath(id));
  const viewer = viewerOf(page);
  await viewer.locator('svg[data-value="active"]').waitFor();
  await viewer.getByText('A bet counted 5.00 EUR at 100 %').waitFor();
  for (const worker of ['two', 'one']) {
    expect(await platform.ops('move', `${platform.brand}/1`, worker, '--wait', ...WHY)).toMatchObject({ code: 0 });
    await platform.settle(player, `moved-to-${worker}`, {}, { stake_minor: '500' });
    await viewer.getByText(worker === 'two' ? '3 steps' : '4 steps').waitFor();
  }
  await platform.settle(player, 'moved-last', {}, { stake_minor: '500' });
  await viewer.locator('svg[data-value="completed"]').waitFor();
  await viewer.getByRole('button', { name: 'First step' }).click();
  await viewer.getByText('Step 1 of').waitFor();
});

test('is told to Stately’s own receiver after a word of consent, each time it connects, and never more than the feed says', async () => {
  const { platform } = consoleOf;
  const { id, player } = await platform.rolling();
  const { page, context } = await consoleOf.open(consoleOf.inspectPath(id));
  const script = await receiverScript();
  await context.route(`${HOSTED}**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>inspect</title><script>${script}</script>`,
    }),
  );
  await signIn(page);
  await page.locator('[data-feed="live"]').waitFor();
  await page.getByRole('button', { name: 'Stately, here' }).click();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.getByRole('button', { name: 'Show it there' }).click();
  await page.locator('iframe[data-connected="true"]').waitFor();
  const hosted = page.frame({ url: HOSTED })!;
  const heard = (): Promise<{ type: string; sessionId: string }[]> =>
    hosted.evaluate(() => (globalThis as unknown as { heard: { type: string; sessionId: string }[] }).heard);
  await expect.poll(heard).toMatchObject([{ type: '@xstate.actor', sessionId: `rolling:${id}` }]);
  await platform.settle(player, 'hosted-1', {}, { stake_minor: '100' });
  await expect
    .poll(async () => (await heard()).map(({ type }) => type))
    .toEqual(['@xstate.actor', '@xstate.event', '@xstate.snapshot']);
  const all = JSON.stringify(await heard());
  expect(all).not.toContain(player);
  expect(all).not.toContain('hosted-1');
  // Loaded again, it says that it is there again.
  await hosted.evaluate('location.reload()');
  await expect
    .poll(async () => (await heard().catch(() => [])).map(({ type }) => type))
    .toEqual(['@xstate.actor', '@xstate.snapshot']);
});

test('opens Stately’s inspector in a window of its own', async () => {
  const { id } = await consoleOf.platform.rolling();
  const { page, context } = await consoleOf.open(consoleOf.inspectPath(id));
  const script = await receiverScript();
  await context.route(`${HOSTED}**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>inspect</title><script>${script}</script>`,
    }),
  );
  await signIn(page);
  await page.locator('[data-feed="live"]').waitFor();
  await page.getByRole('button', { name: 'Stately, in a window' }).click();
  await page.getByRole('button', { name: 'Show it there' }).click();
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Open the window' }).click();
  const hosted = await opening;
  await page.getByText('The window is connected').waitFor();
  const heard = (): Promise<string[]> =>
    hosted.evaluate(() => (globalThis as unknown as { heard: { type: string }[] }).heard.map(({ type }) => type));
  await expect.poll(heard).toEqual(['@xstate.actor']);
});

test('a window that is not the inspector is neither told anything nor listened to', async () => {
  const { platform } = consoleOf;
  const { id } = await platform.rolling();
  const { page } = await consoleOf.visit(consoleOf.inspectPath(id));
  const viewer = viewerOf(page);
  await viewer.locator('svg[data-value="active"]').waitFor();
  const frame = page.frames().find((each) => each.url().endsWith('/inspect/viewer'))!;
  await frame.evaluate(`heard = []; addEventListener('message', ({ data }) => heard.push(data.type ?? data)); 0`);
  expect(await page.evaluate(ASK_AS_A_STRANGER)).toEqual(['@statelyai.connected', AFTER_ALL]);
  const heard = (): Promise<string[]> => frame.evaluate('heard');
  await expect.poll(heard).toContain(AFTER_ALL);
  expect(await heard()).not.toContain('@xstate.actor');
  // To the viewer from itself: its parent alone is believed.
  await frame.evaluate(forgedActor(`rolling:${id}`));
  expect(await viewer.locator('svg[data-value="active"]').isVisible()).toBe(true);
});

test('the viewer and the bridge are not shown in a page of another origin', async () => {
  const { id } = await consoleOf.platform.rolling();
  const { address } = consoleOf;
  const elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<iframe src="${address}/inspect/viewer"></iframe><iframe src="${address}${consoleOf.inspectPath(id)}"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => void elsewhere.listen(0, '127.0.0.1', resolve));
  try {
    const { page, complaints } = await consoleOf.open('/inspect/viewer');
    await page.getByText('by itself it has nothing').waitFor();
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    await expect.poll(() => complaints.filter((said) => said.includes('frame-ancestors')).length).toBe(2);
    const frames = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of frames) expect(await frame.locator('#app').count()).toBe(0);
    complaints.splice(0);
  } finally {
    elsewhere.close();
  }
});

test('of a rolling that is not of the brand nothing is told', async () => {
  const { platform } = consoleOf;
  const { id } = await platform.rolling();
  const { page, complaints } = await consoleOf.visit(`/inspect/rollings/${id}?brand=another`);
  await page.getByText('ROLLING_NOT_FOUND').waitFor();
  await page.locator('[data-feed="refused"]').waitFor();
  await viewerOf(page).getByText('Waiting for the first message').waitFor();
  expect(complaints.splice(0).every((said) => said.includes('404'))).toBe(true);
});

test('without a brand in the address it asks for one', async () => {
  const { platform } = consoleOf;
  const { id } = await platform.rolling();
  const { page } = await consoleOf.open(`/inspect/rollings/${id}`);
  await page.getByLabel('Brand').fill(platform.brand);
  await page.getByRole('button', { name: 'Go on' }).click();
  await signIn(page);
  await viewerOf(page).locator('svg[data-value="active"]').waitFor();
  // So that the address can be handed on.
  expect(new URL(page.url()).searchParams.get('brand')).toBe(platform.brand);
});
