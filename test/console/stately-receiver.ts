// What runs in the stand-in for Stately's page: their receiver, which keeps what it accepts.
import { createBrowserReceiver } from '@statelyai/inspect';

const heard: unknown[] = [];
Object.assign(globalThis, { heard });
createBrowserReceiver().subscribe((event) => void heard.push(event));
