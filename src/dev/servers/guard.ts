// The last line of defence of the private servers: whatever ends us, SIGKILL included, ends them and their data as well.

import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

export interface Guard {
  /** From now on `pid` is ended with `signal` when we die: at once, there is nobody left to wait for an orderly end. */
  watch(pid: number | undefined, signal: 'QUIT' | 'KILL'): void;
  /** Calls the guard off; the caller has cleaned up. */
  release(): Promise<void>;
}

// Reads what to watch from a pipe whose other end only we hold: the end of the input means that we died.
// A zombie counts as gone: in a container nobody may reap it.
const SCRIPT = `
pid= signal=
runs() {
  kill -0 "$pid" 2>/dev/null || return 1
  case $(ps -o stat= -p "$pid" 2>/dev/null) in Z*) return 1 ;; esac
}
while read -r word first second; do
  case $word in
    watch) pid=$first signal=$second ;;
    release) exit 0 ;;
  esac
done
if [ -n "$pid" ]; then
  kill -"$signal" "$pid" 2>/dev/null
  tries=0
  while runs && [ $tries -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
fi
[ -z "$1" ] || rm -rf -- "$1" || { sleep 0.5; rm -rf -- "$1"; }
`;

/** Starts the shell that outlives us; it removes `temporaryDirectory`, if one is given, after the watched process has gone. */
export function startGuard(temporaryDirectory = ''): Guard {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'guard', temporaryDirectory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  // A guard that could not start, or has gone, must not take the guarded process down with an EPIPE.
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  const gone = new Promise<void>((resolve) => {
    shell.once('exit', resolve);
    shell.once('error', resolve);
  });
  return {
    watch(pid, signal) {
      if (pid !== undefined) shell.stdin.write(`watch ${pid} ${signal}\n`);
    },
    async release() {
      if (shell.exitCode === null && shell.signalCode === null) shell.ref();
      shell.stdin.end('release\n');
      await gone;
    },
  };
}
