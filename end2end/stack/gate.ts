// A gate on the way to a server, as a company's proxy may be one: some requests do not get through.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export interface Gate {
  port: number;
  close(): void;
}

/** Passes connections on to `port` of this machine, unless `refuses` says no to a connection's first line. */
export async function openGate(port: number, refuses: (request: string) => boolean): Promise<Gate> {
  const gate = createServer((visitor) => {
    visitor.on('error', () => visitor.destroy());
    visitor.once('data', (first) => {
      const [request = ''] = first.toString('latin1').split('\r\n');
      if (refuses(request)) {
        visitor.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
        return;
      }
      const server = connect(port, '127.0.0.1');
      server.on('error', () => visitor.destroy());
      server.write(first);
      visitor.pipe(server).pipe(visitor);
    });
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    port: (gate.address() as AddressInfo).port,
    close: () => void gate.close(),
  };
}
