// A gate on the way to a server, as a company's proxy may be one: some requests do not get through, and what is open can
// be cut.
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface Gate {
  port: number;
  /** Cuts what is open at this moment, both ways. */
  cut(): void;
  /** The next connection whose first line `fits` gets to the server, and its answer does not get back. */
  loseAnswer(fits: (request: string) => boolean): void;
  close(): void;
}

/** Passes connections on to `port` of this machine, unless `refuses` says no to a connection's first line. */
export async function openGate(port: number, refuses: (request: string) => boolean): Promise<Gate> {
  const open = new Set<Socket>();
  const deaf: ((request: string) => boolean)[] = [];
  const gate = createServer((visitor) => {
    open.add(visitor);
    visitor.on('close', () => open.delete(visitor));
    visitor.on('error', () => visitor.destroy());
    visitor.once('data', (first) => {
      const [request = ''] = first.toString('latin1').split('\r\n');
      if (refuses(request)) {
        visitor.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
        return;
      }
      const server = connect(port, '127.0.0.1');
      server.on('error', () => visitor.destroy());
      visitor.on('close', () => server.end());
      server.write(first);
      const lost = deaf.findIndex((fits) => fits(request));
      if (lost >= 0) {
        deaf.splice(lost, 1);
        visitor.pipe(server);
        server.once('data', () => visitor.destroy());
        return;
      }
      visitor.pipe(server).pipe(visitor);
    });
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    port: (gate.address() as AddressInfo).port,
    cut: () => open.forEach((visitor) => visitor.destroy()),
    loseAnswer: (fits) => void deaf.push(fits),
    close: () => void gate.close(),
  };
}
