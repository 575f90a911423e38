// People who watch rollings while something else is measured: each with a ticket and a web socket of its own, as a browser has.
import { request } from 'undici';
import { WebSocket } from 'ws';
import type { LiveService } from './live-service.ts';

const CONNECTING_AT_ONCE = 20;
const TRIES_MAX = 50;

export class WatchingCrowd {
  messages = 0;
  bytes = 0;
  private readonly sockets: WebSocket[] = [];

  /** Resolves when everybody has heard of their rolling. */
  static async gather(service: LiveService, rollingIds: readonly string[]): Promise<WatchingCrowd> {
    const crowd = new WatchingCrowd();
    for (let from = 0; from < rollingIds.length; from += CONNECTING_AT_ONCE) {
      const next = rollingIds.slice(from, from + CONNECTING_AT_ONCE);
      await Promise.all(next.map((id) => crowd.join(service, id)));
    }
    return crowd;
  }

  async leave(): Promise<void> {
    const gone = this.sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of this.sockets) socket.close();
    await Promise.all(gone);
  }

  private async join(service: LiveService, rollingId: string): Promise<void> {
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}${await this.ticket(service, rollingId)}`);
    this.sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      this.messages += 1;
      this.bytes += data.length;
    });
    await new Promise((resolve, reject) => {
      socket.once('message', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('a watcher was turned away')));
    });
  }

  /** A service that works to its limit sends callers away: they come again. */
  private async ticket({ url, token, brandId }: LiveService, rollingId: string): Promise<string> {
    const headers = { 'x-internal-service-token': token, 'x-brand-id': brandId };
    for (let tried = 0; ; tried += 1) {
      const asked = `${url}/internal/rolling/${rollingId}/inspect-ticket`;
      const { statusCode, body } = await request(asked, { method: 'POST', headers });
      const answer = (await body.json()) as Record<string, unknown>;
      if (statusCode === 200) return String(answer['url']);
      if (statusCode !== 503 || tried >= TRIES_MAX) throw new Error(`no ticket: ${JSON.stringify(answer)}`);
    }
  }
}
