// A command line that says nothing we could do: told in a sentence, followed by how to say it.

export class UsageFault extends Error {
  readonly usage: string;

  constructor(message: string, usage: string, options?: ErrorOptions) {
    super(message, options);
    this.usage = usage;
  }
}
