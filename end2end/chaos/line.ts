// A WebSocket without a browser: what is said on it need not be what a browser would say.
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';

/** Kinds of frames. */
const TEXT = 1;
const BINARY = 2;

export class Line {
  #rest = Buffer.alloc(0);
  #closed = false;
  /** Texts, the oldest first. */
  readonly heard: string[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('close', () => (this.#closed = true));
    socket.on('error', () => socket.destroy());
  }

  /** Opens one; an error where the server does not let it in. */
  static open(url: string, protocols: string[]): Promise<Line> {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      'sec-websocket-protocol': protocols.join(', '),
    };
    return new Promise((opened, refused) => {
      const asked = request(url, { headers, timeout: 5_000 });
      asked.once('upgrade', (_, socket, head) => {
        const line = new Line(socket);
        line.#take(head);
        opened(line);
      });
      asked.once('response', ({ statusCode }) => refused(new Error(`not let in: ${statusCode}`)));
      asked.once('timeout', () => asked.destroy(new Error('no answer')));
      asked.once('error', refused);
      asked.end();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  say(words: string | Buffer): void {
    if (this.#closed) return;
    const body = Buffer.from(words as string);
    const length = Buffer.alloc(body.length < 126 ? 0 : body.length < 65_536 ? 2 : 8);
    if (length.length === 2) length.writeUInt16BE(body.length);
    if (length.length === 8) length.writeBigUInt64BE(BigInt(body.length));
    const short = [body.length, 0, 126, 0, 0, 0, 0, 0, 127][length.length]!;
    const mask = randomBytes(4);
    const masked = body.map((byte, index) => byte ^ mask[index % 4]!);
    const kind = typeof words === 'string' ? TEXT : BINARY;
    this.socket.write(Buffer.concat([Buffer.from([0x80 | kind, 0x80 | short]), length, mask, masked]));
  }

  close(): void {
    this.socket.destroy();
  }

  /** Servers do not mask, and send whole messages. */
  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= 2) {
      const short = this.#rest[1]! & 0x7f;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (this.#rest.length < head) return;
      const length = short === 126 ? this.#rest.readUInt16BE(2) : short === 127 ? Number(this.#rest.readBigUInt64BE(2)) : short;
      if (this.#rest.length < head + length) return;
      if ((this.#rest[0]! & 0x0f) === TEXT) this.heard.push(this.#rest.toString('utf8', head, head + length));
      this.#rest = this.#rest.subarray(head + length);
    }
  }
}
