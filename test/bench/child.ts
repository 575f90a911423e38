// A measurement in a process of its own: it gets one task, answers once, and ends; it also ends when its parent does.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';

/** Rejects where the child ends without an answer; its stderr is ours. */
export async function askChild<Answer extends TSchema>(
  file: string,
  task: unknown,
  answer: Answer,
  nodeFlags: readonly string[] = [],
): Promise<Static<Answer>> {
  const child = fork(new URL(file, import.meta.url), {
    execArgv: [...nodeFlags],
    serialization: 'advanced',
    // What it logs is for people, like its errors: stdout is the table's.
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const answered = new Promise<unknown>((resolve) => child.once('message', resolve));
  child.send(task as object);
  const message = await Promise.race([answered, ended.then(() => null)]);
  await ended;
  if (message === null) throw new Error(`${file} ended without an answer (${child.signalCode ?? child.exitCode})`);
  return Value.Parse(answer, message);
}

/** The child's side: performs the one task it is sent. */
export function performTask<Task extends TSchema>(task: Task, perform: (task: Static<Task>) => Promise<object>): void {
  process.once('disconnect', () => process.exit());
  process.once('message', (message) => {
    void perform(Value.Parse(task, message)).then(
      (answer) => process.send?.(answer, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  });
}
